/** Checks of the layer {@code strict}: strict key exchange (OpenSSH PROTOCOL §1.9). */
package io.javamiko.conformance.checks.strict;
