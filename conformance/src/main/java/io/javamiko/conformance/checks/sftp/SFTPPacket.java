package io.javamiko.conformance.checks.sftp;

import io.javamiko.wire.WireReader;
import java.io.IOException;

/**
 * A packet of SFTP that came.
 *
 * @param type {@link FXP}
 * @param body what follows the type, its own copy
 */
public record SFTPPacket(int type, byte[] body) {
    /** The id of the request that it is, or that it answers; of INIT and VERSION, the version. */
    public long id() throws IOException {
        return new WireReader(body).uint32();
    }

    /** A reader of what follows the id. */
    public WireReader fields() throws IOException {
        var in = new WireReader(body);
        in.uint32();
        return in;
    }

    /** Of STATUS: its code. */
    public long code() throws IOException {
        return fields().uint32();
    }

    /** In words. */
    @Override
    public String toString() {
        try {
            var words = FXP.name(type) + " id=" + (body.length < 4 ? "(cut)" : id());
            return words + (type == FXP.STATUS && body.length >= 8 ? " code=" + code() : "") + " [" + body.length + "]";
        } catch (IOException e) {
            return FXP.name(type) + " (cut)";
        }
    }
}
