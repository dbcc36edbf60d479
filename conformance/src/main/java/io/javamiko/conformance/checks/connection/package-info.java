/** Checks of the layer {@code connection}: channels and requests (RFC 4254). */
package io.javamiko.conformance.checks.connection;
