/** Checks of the layer {@code extinfo}: extension negotiation (RFC 8308). */
package io.javamiko.conformance.checks.extinfo;
