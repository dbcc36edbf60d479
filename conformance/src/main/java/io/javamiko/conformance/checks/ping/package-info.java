/** Checks of the layer {@code ping}: PING and PONG (OpenSSH PROTOCOL §1.8). */
package io.javamiko.conformance.checks.ping;
