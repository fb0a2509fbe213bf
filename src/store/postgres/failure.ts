import { AppError } from '../../core/errors.ts';

/**
 * SQLSTATE classes of trouble around the statement: 08 connection, 25006 a standby after a failover, 25P03 a
 * transaction idle for too long, 28 log-in, 3D no such database, 40 a transaction that lost against another, 53
 * resources, 57 operator intervention (shutdown, time-out), 58 system error. Source: PostgreSQL manual, appendix A.
 */
const surroundings = /^(08...|25006|25P03|28...|3D...|40...|53...|57...|58...)$/;
/** Of the operating system, the resolver and TLS. */
const network =
  /^(ECONN(REFUSED|RESET|ABORTED)|ETIMEDOUT|EPIPE|E(HOST|NET)(UNREACH|DOWN)|EADDRNOTAVAIL|ENOENT|ENOTFOUND|EAI_.*|E[MN]FILE|CERT_.*|ERR_(SSL|TLS)_.*)$/;
/** What the driver says without any code. */
const driverMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|The server does not support SSL)/;

/** Whether the connection, the server or another transaction failed, and not the statement. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return surroundings.test(code) || network.test(code);
  return driverMessages.test(error.message);
}

/** What callers of the store get: `unavailable` for an outage, all else as it came. */
export function toStoreError(error: unknown): unknown {
  if (!isOutage(error)) return error;
  return new AppError('unavailable', `The database does not answer (${(error as Error).message})`, {
    cause: error,
  });
}
