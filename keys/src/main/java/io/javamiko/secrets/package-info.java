/**
 * Secrets at rest: Fernet tokens, for applications that keep passphrases and device passwords in files or databases.
 *
 * <p>Start at {@link io.javamiko.secrets.Fernet}. Knows nothing of SSH, and only crypto below it.
 */
package io.javamiko.secrets;
