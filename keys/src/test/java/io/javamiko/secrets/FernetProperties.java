package io.javamiko.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FernetProperties {
    private static final Fernet FERNET = Fernet.of(Fernet.generateKey());
    private static final String TOKEN = FERNET.encrypt(new byte[40]);

    @Property(tries = 300)
    void anyTextIsATokenOrOurError(@ForAll String text, @ForAll byte[] bytes) {
        for (String token : new String[] {text, Base64.getUrlEncoder().encodeToString(bytes)}) {
            try {
                FERNET.decrypt(token);
                throw new AssertionError(token);
            } catch (InvalidTokenException e) {
                assertThat(e.reason()).isNotNull();
            }
        }
    }

    @Property(tries = 300)
    void oneBitChangedIsNoticed(@ForAll @IntRange(max = 104) int at, @ForAll @IntRange(max = 7) int bit) {
        byte[] token = Base64.getUrlDecoder().decode(TOKEN);
        assertThat(token).hasSize(105);
        token[at] ^= (byte) (1 << bit);
        try {
            FERNET.decrypt(Base64.getUrlEncoder().encodeToString(token));
            throw new AssertionError(at + " " + bit);
        } catch (InvalidTokenException e) {
            assertThat(e.reason()).isIn(InvalidTokenException.Reason.WRONG_KEY, InvalidTokenException.Reason.MALFORMED);
        }
    }

    @Property(tries = 300)
    void whatIsEncryptedIsDecrypted(@ForAll byte[] message) throws Exception {
        assertThat(FERNET.decrypt(FERNET.rotate(FERNET.encrypt(message)))).isEqualTo(message);
    }
}
