/** Checks of the layer {@code cert}: certificates (OpenSSH PROTOCOL.certkeys). */
package io.javamiko.conformance.checks.cert;
