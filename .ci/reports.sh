# Sourced by .ci/run: reads the reports of surefire and failsafe in every module.
# shellcheck shell=bash

report_files() {
  find . -path '*/target/*-reports/TEST-*.xml' -not -path '*/node_modules/*' "$@"
}

# Reports of an earlier run would be counted as this one's.
remove_reports() {
  report_files -delete
}

# suites [FIND_ARGS]: one line "FILE TESTS FAILURES ERRORS SKIPPED" for each report
suites() {
  report_files "$@" -print0 | sort -z | xargs -0 -r awk '
    function count(name) {
      return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0
    }
    /<testsuite / {
      print FILENAME, count("tests"), count("failures"), count("errors"), count("skipped")
      nextfile
    }'
}

# totals [FIND_ARGS]: "TESTS FAILURES ERRORS SKIPPED" over all reports
totals() {
  suites "$@" | awk '{ t += $2; f += $3; e += $4; s += $5 } END { print t + 0, f + 0, e + 0, s + 0 }'
}

# A table of the modules. A file name without the usual suffix for JDK 25 belongs to the default JDK.
print_modules() {
  suites | awk -v suffix="-$1.xml" '
    {
      path = $1
      sub(/\/target\/[^\/]*-reports\/.*/, "", path)
      module = substr(path, 3) (index($1, suffix) ? " (" substr(suffix, 2, length(suffix) - 5) ")" : "")
      if (!(module in tests)) order[++modules] = module
      tests[module] += $2; failures[module] += $3; errors[module] += $4; skipped[module] += $5
    }
    END {
      for (i = 1; i <= modules; i++) {
        m = order[i]
        printf "%-45s tests %d, failures %d, errors %d, skipped %d\n", m, tests[m], failures[m], errors[m], skipped[m]
      }
    }'
}

# Names every skipped test. What tests print is in CDATA sections, where a tag is only text.
print_skipped() {
  local report
  suites | awk '$5 > 0 { print $1 }' | while read -r report; do
    awk '
      function attribute(name) {
        return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "?"
      }
      inText { if (/\]\]>/) inText = 0; next }
      /<testcase / { test = attribute("classname") "." attribute("name") }
      /<skipped/ { print "skipped: " test }
      /<!\[CDATA\[/ && !/\]\]>/ { inText = 1 }' "$report"
  done
}
