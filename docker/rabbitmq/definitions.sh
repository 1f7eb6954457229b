#!/bin/sh
# Imports the definitions, with the passwords of the users that they name: NOTIFIER_BROKER_PASSWORD is that of "notifier".
set -eu

definitions=${DEFINITIONS:-/definitions.json}
passwords=
for user in $(sed -n 's/.*{"name": "\([a-z-]*\)", "tags": ""}.*/\1/p' "$definitions"); do
  variable=$(echo "$user" | tr a-z- A-Z_)_BROKER_PASSWORD
  password=$(printenv "$variable") || { echo "definitions: $variable is not set" >&2; exit 1; }
  case $password in
  "" | *[!A-Za-z0-9_-]*) echo "definitions: $variable may have letters, digits, - and _ only" >&2; exit 1 ;;
  esac
  passwords="$passwords;s/\(\"name\": \"$user\", \"tags\": \"\"\)}/\1, \"password\": \"$password\"}/"
done

sed "${passwords#;}" "$definitions" | curl -fsS --retry 10 --retry-connrefused --retry-delay 2 \
  --user "$RABBITMQ_USER:$RABBITMQ_PASSWORD" --header 'Content-Type: application/json' \
  --data-binary @- "${RABBITMQ_API:-http://rabbitmq:15672/api}/definitions"
