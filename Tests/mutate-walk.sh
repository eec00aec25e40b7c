#!/usr/bin/env bash
# Breaks the walk through the network in one place at a time and asks whether its tests see it: mistakes in the program, where
# SimulatorTests has them in the simulator. Not part of CI: each mistake is a build of its own, a minute or two.
#
#     Tests/mutate-walk.sh [WORD]      all mistakes, or those whose description holds WORD
#
# Works in a copy of the repository. Ends with 1 where a mistake is not seen, and names it.
set -euo pipefail
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r Package.swift Sources Tests Resources "$copy"
[ -d .build ] && cp -r .build "$copy"
cd "$copy"
way=Sources/Reachability/Way/Walk ends=Sources/Reachability/Way/Ends layers=Sources/Reachability/Layers
wanted=${1:-} missed=0

# DESCRIPTION FILE FROM TO: replaces the first FROM of a file.
mistake() {
    case $1 in *"$wanted"*) ;; *) return 0 ;; esac
    cp "$2" original
    FROM=$3 TO=$4 perl -0pi -e 's/\Q$ENV{FROM}\E/$ENV{TO}/' "$2"
    if cmp -s "$2" original; then
        echo "stale: $1 ($2 has no: $3)"
        missed=$((missed + 1))
        return 0
    fi
    if swift build --build-tests >log 2>&1; then
        if swift test --skip-build --filter '(WayTests|TrapTests|TopologyTests|PublicAccessScenarioTests|WaysTests|WayGapTests|SimulatorTests|NetworkACLTests|RouteChoiceTests)' >>log 2>&1; then
            echo "not seen: $1"
            missed=$((missed + 1))
        else
            echo "seen: $1"
        fi
    else
        echo "does not build: $1"
        missed=$((missed + 1))
    fi
    cp original "$2"
}

mistake "the answer is not walked" $way/Walk.swift 'if traffic.reply != .none {' 'if traffic.reply != .none, false {'
mistake "entries without a doubt decide nothing" $layers/NetworkACLJudgement.swift 'if matches {' 'if matches, false {'
mistake "entries of one family count for the other" $layers/NetworkACLJudgement.swift 'entry.version, own != version' 'entry.version, own != version, false'
mistake "kind before length of a route" $layers/RouteChoice.swift '(candidate.length ?? 0, candidate.rank)' '(candidate.rank, candidate.length ?? 0)'
mistake "propagated routes beat local ones" $layers/RouteChoice.swift 'if isWithinVpc, candidate.isPropagated {' 'if isWithinVpc, candidate.isPropagated, false {'
mistake "a blackhole lets through" $way/Walk+Table.swift 'pass(stage(.fail, .blackhole' 'pass(stage(.pass, .blackhole'
mistake "NAT in its own subnet works" $way/Walk+Out.swift 'if let own, own == subnet {' 'if let own, own == subnet, false {'
mistake "NAT carries every protocol" $way/Walk+Out.swift 'traffic.isForeignToNat' 'traffic.isForeignToNat, false'
mistake "a private NAT reaches the internet" $way/Walk+Gateways.swift '.fail, .privateNat' '.pass, .privateNat'
mistake "a detached gateway works" $way/Walk+Gateways.swift '.fail, .notAttached(own.state)' '.pass, .notAttached(own.state)'
mistake "an answer by NAT passes" $way/Walk+Back.swift 'case .natGateway: pass(Stage(.nat, target.id, packet, .fail, .asymmetric' 'case .natGateway: pass(Stage(.nat, target.id, packet, .pass, .asymmetric'
mistake "source/dest check ignored" $way/Walk+Appliance.swift 'case true?: return Stage(.fw' 'case true?: return nil; return Stage(.fw'
mistake "ACL within a subnet" $way/Walk+Out.swift 'isWithin, index.subnet(of: destination) == subnet' 'isWithin, index.subnet(of: destination) == subnet, false'
mistake "references survive everything" $layers/SecurityGroupLayer.swift 'countsReferences: far.sender != nil' 'countsReferences: true'
mistake "block-ingress lets public addresses out" $layers/NetworkLayers.swift 'case (.ingress, _): use != .goesOutOnly' 'case (.ingress, _): use == .comesIn'
mistake "clients use the upper ports alone" $ends/WayEnd.swift 'case .wide: 1024...65535' 'case .wide: 32768...65535'

[ $missed = 0 ] || { echo "$missed mistakes not seen"; exit 1; }
