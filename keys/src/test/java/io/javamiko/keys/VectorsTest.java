package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers: keys and signatures that others computed. */
class VectorsTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text == null ? "" : text);
    }

    @ParameterizedTest(name = "RFC 8032 §7.1 {0}")
    @CsvSource({
        "TEST 1, 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,,"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "TEST 2, 4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
                + "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "TEST 3, c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac1"
                + "8ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        "TEST SHA(abc), 833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42,"
                + "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
                + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2"
                + "192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f,"
                + "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b5890"
                + "9351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
    })
    void ed25519(String name, String secret, String point, String message, String signature) throws Exception {
        var key = new Ed25519PrivateKey(hex(secret));
        assertThat(key.publicKey().blob())
                .isEqualTo(
                        new WireWriter().utf8("ssh-ed25519").string(hex(point)).toByteArray());
        assertThat(key.sign("ssh-ed25519", hex(message))).isEqualTo(hex(signature));
        byte[] blob =
                new WireWriter().utf8("ssh-ed25519").string(hex(signature)).toByteArray();
        assertThat(SSHPublicKey.decode(key.publicKey().blob()).verify("ssh-ed25519", hex(message), blob))
                .isTrue();
    }

    @ParameterizedTest(name = "RFC 6979 {0} {1}")
    @CsvSource({
        "ecdsa-sha2-nistp256, sample, C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721,"
                + "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6,"
                + "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        "ecdsa-sha2-nistp256, test, C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721,"
                + "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6,"
                + "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,"
                + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083",
        "ecdsa-sha2-nistp384, sample, 6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D8"
                + "96D5724E4C70A825F872C9EA60D2EDF5,"
                + "EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A254515480BC13,"
                + "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46,"
                + "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8",
        "ecdsa-sha2-nistp521, sample, 00FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75"
                + "CAA896EB32F1F47C70855836A6D16FCC1466F6D8FBEC67DB89EC0C08B0E996B83538,"
                + "01894550D0785932E00EAA23B694F213F8C3121F86DC97A04E5A7167DB4E5BCD371123D46E45DB6B5D5370A7F20FB633155D38FFA16D2BD761DCAC474B9A2F5023A4,"
                + "00C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F174E25A1EE9017B5D450606ADD152B53"
                + "4931D7D4E8455CC91F9B15BF05EC36E377FA,"
                + "00617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF282623EAA63E5B5C0723D8B8C37FF077"
                + "7B1A20F8CCB1DCCC43997F1EE0E44DA4A67A"
    })
    void ecdsa(String type, String message, String scalar, String x, String r, String s) throws Exception {
        var key = ECDSAPrivateKey.ofScalar(ECDSACurve.ofType(type), new BigInteger(scalar, 16));
        byte[] point = ((ECDSAPublicKey) key.publicKey()).point();
        assertThat(HexFormat.of().withUpperCase().formatHex(point, 1, 1 + x.length() / 2))
                .isEqualTo(x);
        byte[] expected = new WireWriter()
                .mpint(new BigInteger(r, 16))
                .mpint(new BigInteger(s, 16))
                .toByteArray();
        assertThat(key.sign(type, message.getBytes(UTF_8))).isEqualTo(expected);
        byte[] blob = new WireWriter().utf8(type).string(expected).toByteArray();
        assertThat(key.publicKey().verify(type, message.getBytes(UTF_8), blob)).isTrue();
    }

    @ParameterizedTest(name = "OpenSSL {0}")
    @CsvSource({"rsa-sha2-512, sha512", "rsa-sha2-256, sha256", "ssh-rsa, sha1"})
    void rsaSignsAsOpenSSLDoes(String algorithm, String hash) throws Exception { // openssl dgst -sha512 -sign
        byte[] expected =
                hex(Fixtures.text("signatures/rsa-2048-" + hash + ".hex").strip());
        byte[] data = "what is signed".getBytes(UTF_8);
        var pair = SSHKeyPair.read(Fixtures.path("keyfiles/rsa-2048-plain"));
        var in = new WireReader(pair.sign(algorithm, data));
        assertThat(in.name(64)).isEqualTo(algorithm);
        assertThat(in.string(1000)).isEqualTo(expected);
        byte[] blob = new WireWriter().utf8(algorithm).string(expected).toByteArray();
        assertThat(pair.publicKey().verify(algorithm, data, blob)).isTrue();
    }

    @Test
    void encodedMessageIsThatOfPKCS1() { // RFC 8017 §9.2 for SHA-256 of nothing
        byte[] encoded = RSASignatureHash.of("rsa-sha2-256").encode(new byte[0], 64);
        assertThat(HexFormat.of().formatHex(encoded))
                .isEqualTo("0001ffffffffffffffffffff00" + "3031300d060960864801650304020105000420"
                        + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
