/** Checks of the layer {@code sftp}: SFTP. */
package io.javamiko.conformance.checks.sftp;
