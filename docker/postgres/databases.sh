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

passwords=$(compgen -e | grep '^[A-Z_]*_DATABASE_PASSWORD$') || { echo "Set a password for each service, as NOTIFIER_DATABASE_PASSWORD" >&2; exit 1; }
for variable in $passwords; do
  [ -n "${!variable}" ] || { echo "$variable is empty" >&2; exit 1; }
  name=${variable%_DATABASE_PASSWORD}
  database "${name,,}" "${!variable}"
done
