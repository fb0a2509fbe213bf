/** Seconds that a client is asked to wait for what does not answer now: a store that is away, a queue that is full. */
export const unavailableSeconds = '5';
