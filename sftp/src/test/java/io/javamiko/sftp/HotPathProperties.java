package io.javamiko.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.wire.WireWriter;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What is written without a record is what the record writes. */
class HotPathProperties {
    private final WritePacket packet = new WritePacket(100); // used again and again, as by a transfer

    @Property
    void aWriteIsBuiltAsItsRecordIsEncoded(
            @ForAll int id,
            @ForAll @Size(max = 256) byte[] handle,
            @ForAll long offset,
            @ForAll @Size(max = 100) byte[] data) {
        System.arraycopy(data, 0, packet.array(), packet.dataOffset(), data.length);
        packet.fill(new SFTPHandle(handle), offset, data.length);
        packet.id(id);
        var record = new WireWriter();
        new SFTPRequest.Write(id, new SFTPHandle(handle), offset, data).packet(record);
        assertThat(Arrays.copyOfRange(packet.array(), packet.start(), packet.start() + packet.length()))
                .isEqualTo(record.toByteArray());
    }
}
