/** Checks of the layer {@code ident}: identification strings (RFC 4253 §4.2, §5). */
package io.javamiko.conformance.checks.ident;
