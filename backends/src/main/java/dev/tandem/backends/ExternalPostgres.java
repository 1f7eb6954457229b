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
    public String describe() {
        return "PostgreSQL at " + address.host() + ":" + address.port() + ", as given by DATABASE_URI";
    }

    @Override
    public void close() {}
}
