#!/bin/sh
# Memory and time of a sync through the browser, by kind of document: prints the rows of the table in
# benchmarks/README.md. The number of documents of each kind may be given; 21 without.
set -eu
cd "$(dirname "$(readlink -f "$0")")/.."
mvn -q verify -pl kbsync-cli -am -Dtest=none -Dit.test=BrowserMeasurement \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dkbsync.documents="${1:-21}" -Dspotless.check.skip=true -Dmdep.analyze.skip=true
