package io.javamiko.client.agent;

import io.javamiko.agent.AgentLink;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A named pipe of Windows as a link. The JDK opens one as a file for reading and writing; what is written and what is read are
 * two streams then, and the position in the file means nothing.
 */
final class PipeLink {
    private PipeLink() {}

    /** What of a {@link RandomAccessFile} is used: a stand-in is one, too. */
    interface Pipe extends Closeable {
        int read(byte[] bytes, int offset, int length) throws IOException;

        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    static AgentLink open(Path pipe) throws IOException {
        if (!pipe.getFileSystem().getSeparator().equals("\\")) { // elsewhere opening would make a file of this name
            throw new FileNotFoundException(pipe + ": named pipes are found on Windows alone");
        }
        var file = new RandomAccessFile(pipe.toFile(), "rw");
        return over(new Pipe() {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return file.read(bytes, offset, length);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                file.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        });
    }

    static AgentLink over(Pipe pipe) {
        return AgentLink.over(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        byte[] one = new byte[1];
                        return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return pipe.read(bytes, offset, length);
                    }
                },
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        pipe.write(bytes, offset, length); // one call, one message of the pipe
                    }
                },
                pipe);
    }
}
