/**
 * The SSH client.
 *
 * <p>Start at {@link io.javamiko.client.SSHClient}: connect, {@code exec}, {@code openSFTP}, {@code forwardLocal}.
 * {@link io.javamiko.client.SSHClientOptions} says who connects and how; {@code Connecting} goes through the phases;
 * {@code .hostkeys} decides about the server, {@code .auth} proves the user.
 */
package io.javamiko.client;
