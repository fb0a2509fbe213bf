/** What can stand open above the page; one at a time. */
export type DialogName = 'palette' | 'shortcuts' | 'newWorkspace';
export type OpenDialog = (name: DialogName) => void;
