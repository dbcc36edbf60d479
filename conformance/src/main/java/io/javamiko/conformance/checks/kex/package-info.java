/** Checks of the layer {@code kex}: the key exchange methods (RFC 4253 §8, RFC 4419, RFC 5656, RFC 8731). */
package io.javamiko.conformance.checks.kex;
