/**
 * The conformance kit as dynamic tests of JUnit: a project that has an SSH server or client of its own runs it with its
 * other tests, one test a clause.
 *
 * <p>Start at {@link io.javamiko.conformance.junit.ConformanceTests}. This API may change in minor versions.
 */
package io.javamiko.conformance.junit;
