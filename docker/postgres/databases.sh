#!/bin/bash
# One database and one role for each service; no role sees another's database.
set -euo pipefail

database() {
  psql -v ON_ERROR_STOP=1 -v name="$1" -v password="$2" --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

database gateway "$GATEWAY_DATABASE_PASSWORD"
database project_service "$PROJECT_SERVICE_DATABASE_PASSWORD"
database activity_feed "$ACTIVITY_FEED_DATABASE_PASSWORD"
database notifier "$NOTIFIER_DATABASE_PASSWORD"
database dead_letters "$DEAD_LETTERS_DATABASE_PASSWORD"
