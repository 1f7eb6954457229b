#!/bin/bash
# One database and one role for each service; no role sees another's database. NOTIFIER_DATABASE_PASSWORD is that of "notifier".
set -euo pipefail

database() {
  psql -v ON_ERROR_STOP=1 -v name="$1" -v password="$2" --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

printenv | sed -n 's/^\([A-Z_]*\)_DATABASE_PASSWORD=/\1 /p' | while read -r name password; do
  database "${name,,}" "$password"
done
