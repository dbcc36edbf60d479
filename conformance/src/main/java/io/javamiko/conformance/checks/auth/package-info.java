/** Checks of the layer {@code auth}: authentication (RFC 4252, RFC 4256). */
package io.javamiko.conformance.checks.auth;
