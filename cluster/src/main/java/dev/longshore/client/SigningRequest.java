package dev.longshore.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;

/**
 * A certificate request for a node's key: {@code O=system:nodes, CN=system:node:NAME}, signed with the key. Written by hand because
 * Java has no way to make one and this is all that an agent needs of it. Source: RFC 2986.
 */
final class SigningRequest {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OID = 0x06;
    private static final int UTF8 = 0x0c;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int ATTRIBUTES = 0xa0;
    private static final byte[] ORGANISATION = {0x55, 0x04, 0x0a};
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    /** 1.2.840.10045.4.3.2, ecdsa-with-SHA256. */
    private static final byte[] ECDSA_SHA256 = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02};

    private SigningRequest() {}

    /** As PEM. */
    static String of(String node, KeyPair key) throws GeneralSecurityException {
        byte[] subject =
                der(SEQUENCE, attribute(ORGANISATION, "system:nodes"), attribute(COMMON_NAME, "system:node:" + node));
        byte[] info = der(
                SEQUENCE, der(INTEGER, new byte[] {0}), subject, key.getPublic().getEncoded(), der(ATTRIBUTES));
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(key.getPrivate());
        signer.update(info);
        byte[] whole = der(
                SEQUENCE, info, der(SEQUENCE, der(OID, ECDSA_SHA256)), der(BIT_STRING, new byte[] {0}, signer.sign()));
        return "-----BEGIN CERTIFICATE REQUEST-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(whole)
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }

    private static byte[] attribute(byte[] type, String value) {
        return der(SET, der(SEQUENCE, der(OID, type), der(UTF8, value.getBytes(StandardCharsets.UTF_8))));
    }

    /** Tag, length, contents one after the other. */
    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            inside.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (inside.size() < 0x80) {
            out.write(inside.size());
        } else if (inside.size() < 0x100) {
            out.write(0x81);
            out.write(inside.size());
        } else {
            out.write(0x82);
            out.write(inside.size() >> 8);
            out.write(inside.size());
        }
        out.writeBytes(inside.toByteArray());
        return out.toByteArray();
    }
}
