/**
 * What a file is called and what it may: bytes on the wire, text in the interface, paths and permissions on a local file
 * system; without loss between them, and with no name from a peer reaching the local file system unless it is one
 * component. Not exported.
 */
package io.javamiko.sftp.files;
