package io.javamiko.sftp.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FileNamesProperties {
    @Property
    void anyBytesSurviveTheWayToTextAndBack(@ForAll byte[] bytes) {
        assertThat(FileNames.encode(FileNames.decode(bytes))).isEqualTo(bytes);
    }

    @Property
    void textIsUTF8(@ForAll String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (new String(bytes, UTF_8).equals(text)) { // no half character in it
            assertThat(FileNames.encode(text)).isEqualTo(bytes);
            assertThat(FileNames.decode(bytes)).isEqualTo(text);
        }
    }

    @Example
    void whatIsNotUTF8IsKeptByteByByte() {
        assertThat(FileNames.decode(new byte[] {'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa9, (byte) 0xe2, (byte) 0x82}))
                .isEqualTo("a\udcff\u00e9\udce2\udc82");
        byte[] surrogate = {(byte) 0xed, (byte) 0xb2, (byte) 0x80}; // U+DC80 written as if it were a character
        assertThat(FileNames.decode(surrogate)).isEqualTo("\udced\udcb2\udc80");
    }

    @Example
    void halfACharacterIsTheCallersMistake() {
        assertThatThrownBy(() -> FileNames.encode("a\ud800")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FileNames.encode("\udc00")).isInstanceOf(IllegalArgumentException.class);
    }
}
