/** For a button that does nothing for now: one that is disabled drops the focus, which is then at the start of the page. */
export const notNow = { 'aria-disabled': true, 'data-disabled': true, onClick: undefined } as const;
