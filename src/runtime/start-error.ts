/** Something outside the program that its operator has to put right; the message is one full sentence for them. */
export class StartError extends Error {}
