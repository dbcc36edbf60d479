/**
 * What key files look like: containers, encryption, and how they are written.
 *
 * <p>A format turns a file into the fields of a private key in the encoding of agents and OpenSSH
 * and back; what the fields mean is
 * {@link io.javamiko.keys.SSHKeyPair}'s matter. Errors are {@link io.javamiko.keys.files.KeyFileException}s. Layer API: save
 * for that exception, it may change in a minor version.
 */
package io.javamiko.keys.files;
