/** Broken peers, each with the checks that must catch it; a list a layer. */
package io.javamiko.conformance.mutants;
