/**
 * The command line: {@code javamiko ssh}, {@code sftp}, {@code keyscan}, {@code keygen}, {@code sshd} and {@code demo},
 * with OpenSSH's option names.
 *
 * <p>Start at {@link io.javamiko.cli.Javamiko}; a class a command, {@link io.javamiko.cli.ClientSettings} for what
 * {@code -o} says, {@link io.javamiko.cli.Prompts} for what a person is asked.
 */
package io.javamiko.cli;
