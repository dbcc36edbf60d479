package io.javamiko.conformance.checks.kex;

import java.math.BigInteger;

/** Numbers for groups that a client must not take, made for these checks. */
final class Primes {
    /** A safe prime of 512 bits. */
    static final BigInteger SAFE_512 = number("""
            f02c502c092d4938fd63f040d880dec2b1efcc70ea3f3a4be083bf83a2e054ce98c0e5df2445975274b9be7960c1ce2c
            73c33f28359c5acd33ad9fd2bfbbb2c3""");

    /** A safe prime of 1,024 bits. */
    static final BigInteger SAFE_1024 = number("""
            e0a65e4b4126afdfc79a26dd7884fd503f903d2fd1b977d7ea2a79f93b0db90ba3542c584b9ff58e0d5c70e9bcf5708f
            55ea06b18119110c3a449853fbbac91fca50036c7f181f0964066997dfc0d4396d23dbaa90f62e65ca3acc146953e9ee
            cbe156187e464106b928bee5a460945632b49298739bd939384cd65186ed1dff""");

    /** Another prime of 1,024 bits. */
    static final BigInteger OF_1024 = number("""
            c01ca83da435c0da770a8191afafebdd0e5eaa667a3b75441f96c96d180a8444433ba74078a62efd0ce1fe361d80ae51
            54a4eb3511597272a21e73dad9f196720feb70a3df903650f09be56c0937c94cc9666d6c705d14717933c70c284153bd
            8ee096b2c8485b534a08fbebcad2d8d7d06e5b7e5522cf93e9f6703e514861b9""");

    /** A safe prime of 2,047 bits. */
    static final BigInteger SAFE_2047 = number("""
            7f0107508b80cf205466f1650962f6361a3528ad98af7d076746d61ee8e5e5ca0ec19641d26493c4c66bd17cca3afe8e
            8e6675baf9b072db26fd227d62d21937b8f0051ecfccb13dea70aaca8c0e584321669568386dde413e576cafd5583b1f
            8e2910692678220f0a56885189dbccb8abec1b2356f191a8a0d41e5727c3794e5773c0c12cb0428e087c52234bba5998
            8197a44be0efe6983a3dcb7b39d8b0955c7d4b0d13dab099632b83a7f0d947508cf62ac442457dec22d363a4c12f8a22
            d46e7880ce7cecf870cecb33478463337777447511c71a648f48ce26bd4549f0ba976281726dacb78200b0c86553ecf8
            223103922999a74d6a494e78ca50bf33""");

    /** A prime of 2,048 bits; (p-1)/2 has no factor over 2,000. */
    static final BigInteger NOT_SAFE = number("""
            e53c3f5f8926e2c0208bf7918be30d642ccb1b2f8251f7e8e65afeaf81bc85ad3903263818f2c7c3c484d8f700d2816b
            2d202f435f45453b6f024d7e1fc9c7b5dadcf21e0f06103eae4b091753481432bc213e9275ef87a3aa40f726c174f105
            878d5a01a3bf7c681c3b22608c172175a38a229b5b38bda6c4cd498380681ae8da841613219b60384765df450a8fd5c1
            c1f566133c0fad516b0f8641a985f834fc3cf941aefcf4b18d72363fba53af6efaa7a7d85d284812977d19758c8670bd
            0f8bc988efc1a5e03b77fc14e924ead5d313eb2f9904aa78373e96cbfef7b3ecc8d623fc4504c8f1bf9921af92eaf0f2
            fa5c22cd45d19eb00481e635fc68a8f7""");

    /** Of order 11 modulo that prime. */
    static final BigInteger OF_ORDER_11 = number("""
            908087019af2f7a1fa711a73f5424391e5029723c4516bf6e499ddc019280a4909159344b6072a423fb53cbeb0751134
            c30ccf60436f512f90cd8074987d5791e20482ec3b0b60e9067222603b95afff7a27991a54aecba703adcf28aa0cfa50
            fb611ec3b1923f8059dccac16482f13dcc5cf0ea8ed16cc0c9420e3d41a44d6ba31cd81b9091e5c7f050310fc1687dd8
            44ff0f43eb9a7b79fc36fcb8df8ccb121fb63e4d3012635235733a91caca290fa94ebb40e24f022c0f917d7ce4a933de
            48e8d20761fc8c4fb829dde74979c1efe814c011ed4d119d1e22eeb93aebf2d2e2db84bea4a894b4d7da2e8e236f6020
            cbe449ca12f8f8e639ee59b2fc349a76""");

    private Primes() {}

    private static BigInteger number(String hex) {
        return new BigInteger(hex.replace("\n", ""), 16);
    }
}
