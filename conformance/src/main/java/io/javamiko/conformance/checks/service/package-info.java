/** Checks of the layer {@code service}: service requests (RFC 4253 §10). */
package io.javamiko.conformance.checks.service;
