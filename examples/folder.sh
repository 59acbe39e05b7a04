#!/bin/sh
# A folder of articles: cleaned copies, a check, a fix in place and its undoing. It works in a folder of its own.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir news
printf 'It rained all night, the warden said.\n\nAdvertisement\n\nBy noon the river was over its banks.\n' > news/river.txt
printf 'The council met on Tuesday, the mayor said.\n\nShare this article\n\nIt meets again in May.\n' > news/council.txt

echo '== cleaned copies, with their structure and metadata'
cleaner clean news -o clean/ --metadata
cat clean/*.txt

echo '== what a check finds'
cleaner check news || test $? -eq 1

echo '== in place, with a way back'
cleaner check --fix --journal undo.journal news
cleaner undo undo.journal
