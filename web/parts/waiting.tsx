import { Center } from '@mantine/core';
import { Mark } from './mark.tsx';

/** While a page is loaded for the first time. */
export function Waiting() {
  return (
    <Center mih="60vh" c="dimmed" aria-busy="true">
      <Mark size={48} pulse />
    </Center>
  );
}
