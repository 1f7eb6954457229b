package dev.tandem.backends;

/** Uses a server given by address: creates databases on it, and does nothing else to it. */
final class ExternalPostgres implements Postgres {

    private final PostgresAddress address;

    private ExternalPostgres(PostgresAddress address) {
        this.address = address;
    }

    static ExternalPostgres at(String uri) {
        return new ExternalPostgres(PostgresAddress.parse(uri));
    }

    @Override
    public String uri(String database) {
        Databases.ensure(address, database);
        return address.uri(database);
    }

    @Override
    public void kill() {
        throw notOurs();
    }

    @Override
    public void stop() {
        throw notOurs();
    }

    @Override
    public void start() {
        throw notOurs();
    }

    @Override
    public void freeze() {
        throw notOurs();
    }

    @Override
    public void thaw() {
        throw notOurs();
    }

    @Override
    public String describe() {
        return "PostgreSQL at " + address.host() + ":" + address.port() + ", as given by DATABASE_URI";
    }

    @Override
    public void close() {}

    private static UnsupportedOperationException notOurs() {
        return new UnsupportedOperationException("The PostgreSQL of DATABASE_URI is not ours to disturb");
    }
}
