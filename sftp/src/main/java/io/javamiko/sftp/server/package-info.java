/**
 * The server's side of SFTP version 3, over any pair of streams.
 *
 * <p>Start at {@link io.javamiko.sftp.server.SFTPServer}; what it serves is an {@link io.javamiko.sftp.server.SFTPFiles},
 * usually {@link io.javamiko.sftp.server.RootedFiles}: a local directory that nobody gets out of. There a path is looked
 * up by {@code Walk}, component by component, in a {@code Directory} that is held open.
 */
package io.javamiko.sftp.server;
