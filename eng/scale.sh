#!/usr/bin/env bash
# The sample as it runs for many: three instances on one PostgreSQL behind nginx, all of them on loopback, and 200,000 clients. Its data stays in artifacts/scale. Ctrl+C stops all of it.
set -euo pipefail
# shellcheck source=eng/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
port=${SCALE_PORT:-5080}
clients=${SCALE_CLIENTS:-200000}
place=$artifacts/scale
database_port=$((port + 9))
instances=($((port + 1)) $((port + 2)) $((port + 3)))
started=()

programs=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -1 || command -v initdb)")
nginx=$(PATH=$PATH:/usr/sbin command -v nginx)

# PostgreSQL refuses to run as root.
as_database_user() {
  if [[ $(id -u) -eq 0 ]]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --init-groups env LC_ALL=C.UTF-8 "$@")
  else
    (cd / && LC_ALL=C.UTF-8 "$@")
  fi
}

stop() {
  trap - EXIT
  # The newest first: nobody is asked who has gone.
  for ((each = ${#started[@]} - 1; each >= 0; each--)); do kill "${started[each]}" 2> /dev/null || true; done
  wait 2> /dev/null || true
  [[ ! -d $data/base ]] || as_database_user "$programs/pg_ctl" -D "$data" -m fast -w stop > /dev/null 2>&1 || true
}

# Where everybody may look into: a folder of root's is closed to the user of the database.
data=$place/postgres
if [[ $(id -u) -eq 0 ]]; then data=/var/tmp/evenkeel-scale-$(printf '%s' "$place" | cksum | cut -d' ' -f1); fi
mkdir -p "$place/nginx"
if [[ ! -d $data/base ]]; then
  mkdir -p "$data"
  [[ $(id -u) -ne 0 ]] || chown postgres: "$data"
  as_database_user "$programs/initdb" -D "$data" -U crm -A trust -E UTF8 --locale=C.UTF-8 > /dev/null
fi
trap stop EXIT
trap 'exit 130' INT TERM
as_database_user "$programs/pg_ctl" -D "$data" -w -l "$data/log" -o "-p $database_port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200" start > /dev/null
as_database_user "$programs/psql" -h 127.0.0.1 -p "$database_port" -U crm -d postgres -Atc "SELECT 1 FROM pg_database WHERE datname = 'crm'" | grep -q 1 \
  || as_database_user "$programs/psql" -h 127.0.0.1 -p "$database_port" -U crm -d postgres -qc 'CREATE DATABASE crm'

say "The first start makes $clients clients, which takes a while."
for instance in "${instances[@]}"; do
  (cd "$root/samples/Crm" && exec dotnet "$artifacts/bin/Crm/release/Crm.dll" --urls "http://127.0.0.1:$instance" --db "$place/crm" --clients "$clients" \
    --postgres "Host=127.0.0.1;Port=$database_port;Username=crm;Database=crm;Maximum Pool Size=40") > "$place/instance-$instance.log" 2>&1 &
  started+=($!)
done

cat > "$place/nginx.conf" << CONF
daemon off;
pid $place/nginx/pid;
error_log stderr;
$([[ $(id -u) -ne 0 ]] || echo "user root;")
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path $place/nginx/body;
  proxy_temp_path $place/nginx/proxy;
  fastcgi_temp_path $place/nginx/fastcgi;
  uwsgi_temp_path $place/nginx/uwsgi;
  scgi_temp_path $place/nginx/scgi;
  upstream crm {
    random;
    $(printf 'server 127.0.0.1:%s;\n    ' "${instances[@]}")
  }
  server {
    listen 127.0.0.1:$port;
    location / {
      proxy_pass http://crm;
      proxy_http_version 1.1;
      proxy_set_header Host \$http_host;
      proxy_set_header Connection "";
    }
  }
}
CONF
"$nginx" -p "$place/nginx" -e stderr -c "$place/nginx.conf" 2> "$place/nginx.log" &
started+=($!)

for instance in "${instances[@]}"; do
  until (exec 3<> "/dev/tcp/127.0.0.1/$instance") 2> /dev/null; do
    kill -0 "${started[@]}" 2> /dev/null || { tail -20 "$place"/instance-*.log "$place/nginx.log" >&2; die "Not all of it started: see above."; }
    read -rt 0.3 <> <(:) || true
  done
done
cat << READY

  The CRM is ready on three instances: http://localhost:$port
  $(grep -h '@' "$place/instance-${instances[0]}.log" | sed '2,$s/^/  /')

READY
wait -n "${started[@]}"
die "One of it ended: see $place."
