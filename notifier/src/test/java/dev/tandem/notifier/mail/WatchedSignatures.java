package dev.tandem.notifier.mail;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** While it is open, remembers which Vert.x made each RSA signature of this JVM. */
final class WatchedSignatures extends Provider implements AutoCloseable {

    private static final long serialVersionUID = 1L;
    private static final String ALGORITHM = "SHA256withRSA";

    /** Empty for a thread that belongs to none. */
    final transient List<Optional<Vertx>> makers = new CopyOnWriteArrayList<>();

    WatchedSignatures() {
        super("Watched", "1", "watches RSA signatures");
        putService(new Service(this, "Signature", ALGORITHM, Watched.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) {
                return new Watched();
            }
        });
        Security.insertProviderAt(this, 1);
    }

    @Override
    public void close() {
        Security.removeProvider(getName());
    }

    private final class Watched extends SignatureSpi {

        private final Signature real;

        Watched() {
            try {
                real = Signature.getInstance(ALGORITHM, "SunRsaSign");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            real.initSign(key);
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            real.initVerify(key);
        }

        @Override
        protected void engineUpdate(byte each) throws SignatureException {
            real.update(each);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
            real.update(bytes, from, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            makers.add(Optional.ofNullable(Vertx.currentContext()).map(Context::owner));
            return real.sign();
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            return real.verify(signature);
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException(name);
        }
    }
}
