import Reachability
import CoreModel
import Text

/// What a stage does that fails or depends, as a clause of a sentence.
extension WayText {
    /// The clause, from the fullest wording to the shortest; never empty.
    func clauses(_ place: Int) -> [String] {
        let stage = way.stages[place]
        switch stage.reason {
        case .groups: return groupClauses(place, stage)
        case .acl(let acl, let judgement): return aclClauses(place, stage, acl, judgement)
        case .route(let table, let choice): return routeClauses(stage, table, choice)
        case .blackhole(let table, let route): return blackhole(stage, table, route)
        case .asymmetric(let expected) where !expected.isNone:
            let leaves = "\(sender(.reply))'s answer leaves by \(network.name(stage.component))"
            let came = network.name(expected)
            return [
                "\(leaves) instead of \(came), by which it came, and is dropped", "\(leaves), not by \(came), and is dropped",
            ]
        case .edge(let kind) where !stage.component.isNone: return edgeClauses(stage, kind)
        case .noPublicDestination:
            return [otherClause(stage), "\(receiver(.packet)) has no public address"].compactMap { $0 }
        default: return otherClause(stage).map { [$0] } ?? farClauses(stage)
        }
    }

    private func groupClauses(_ place: Int, _ stage: Stage) -> [String] {
        guard let check = way.groupChecks[place] else { return ["security groups do not let it through"] }
        if way.lostReferences.contains(place) {
            let name = words.name(check)
            let own =
                stage.direction == .ingress ? way.shown?.sources.first?.end.address : way.shown?.destinations.first?.end.address
            let isSeen = own == (stage.direction == .ingress ? stage.source : stage.destination)
            if isSeen, let joint = way.stages.last(where: { $0.leg == .packet && [.pcx, .tgw, .igw, .fw].contains($0.kind) }) {
                let over = network.name(joint.component)
                return [
                    "\(name) has a rule that names a group, which does not match over \(over)",
                    "rules that name groups do not match over \(over)",
                ]
            }
            let seen = "sees \(far(stage)), not \(words.ends.name(check.side.other))"
            return [
                "\(name) \(seen): a rule that names a group does not match behind what changes the address",
                "\(name) \(seen), so rules that name groups do not match",
            ]
        }
        if check.outcome == .depends { return ["\(words.name(check)): \(words.decision(check))"] }
        let isSeenAsAsked = if case .groups(_, farEndBearsGroups: true) = stage.reason { true } else { false }
        let other = words.ends.end(check.side.other).kind
        let seen = isSeenAsAsked || other.isAddresses || other == .internet ? "" : " (it sees \(far(stage)))"
        return words.failingClauses(check).map { $0 + seen }
    }

    // MARK: Network ACLs

    private func aclClauses(
        _ place: Int, _ stage: Stage, _ acl: NetworkACLIndex, _ judgement: NetworkACLJudgement
    ) -> [String] {
        let name = "network ACL \(network.name(acl))"
        let subnet = stage.subnet.isNone ? "" : " of \(network.name(stage.subnet))"
        let direction = stage.direction ?? .egress
        let from = "\(direction.wayWithPreposition) \(far(stage))"
        if stage.outcome == .depends { return partClauses(stage, name, subnet, direction, judgement) }
        guard let piece = judgement.pieces.first(where: { $0.outcome == .fail }) else { return ["\(name) lets nothing through"] }
        let entries = topology[acl].entries
        switch piece.decision {
        case .entry(let entry, _):
            let number = entries[entry].number.map { "rule \($0)" } ?? "a rule without a number"
            let later = entries[(entry + 1)...].first { other in
                other.direction == stage.direction && other.action == .allow
                    && (other.traffic.map { piece.points.intersects(TrafficSet($0.points)) } ?? false)
                    && (other.network.map { !AddressSet($0.range).intersection(piece.addresses).isEmpty } ?? false)
            }?.number
            let before = later.map { ", before \($0) allows it" } ?? ""
            // Of several protocols one entry hardly denies all that is asked.
            let isPart = stage.leg == .packet && words.answer.question.port.isMixed
            let what = isPart ? TrafficText.text(scattered: piece.points.traffic) : traffic(stage)
            return [
                "\(name)\(subnet) denies \(what) \(from) (\(number)\(before))",
                "\(name) denies \(what) \(from) (\(number))",
                "\(name) denies \(what) \(direction.way) (\(number))",
            ]
        case .last, .open: return missClauses(place, stage, name, subnet, direction)
        }
    }

    /// No entry allows it: what the nearest one allows instead.
    private func missClauses(
        _ place: Int, _ stage: Stage, _ name: String, _ subnet: String, _ direction: Direction
    ) -> [String] {
        let from = "\(direction.wayWithPreposition) \(far(stage))"
        let plain = [
            "\(name)\(subnet) has no rule for \(traffic(stage)) \(from) (the final * rule denies)",
            "\(name) has no rule for \(traffic(stage)) \(from)",
            "\(name) stops \(traffic(stage)) on the way \(direction.way)",
        ]
        guard let miss = way.misses[place],
            miss.failed == [.port] || miss.failed == [.icmpType] || miss.failed == [.source]
                || miss.failed == [.destination]
        else { return plain }
        let entry = topology[miss.acl].entries[miss.entry]
        let what = entry.traffic == .all ? "" : " \(entry.traffic?.text ?? "some traffic")"
        let network = entry.network?.description ?? "some addresses"
        let isByAddress = miss.failed == [.source] || miss.failed == [.destination]
        let lets =
            isByAddress
            ? "\(name) lets\(what) \(direction.way) only \(direction.preposition) \(network)"
            : "\(name) lets only\(what) \(direction.wayWithPreposition) \(network)"
        let tail = stage.leg == .packet ? "" : "; \(answersGo(stage))"
        return [lets + tail, lets] + plain
    }

    /// "RDS SG's answers go to the client's port, 1024-65535".
    private func answersGo(_ stage: Stage) -> String {
        guard case .acl(_, let judgement) = stage.reason, case .clientPort? = way.shown?.traffic.first?.reply,
            let range = judgement.pieces.reduce(TrafficSet(), { $0.union($1.points) }).traffic.first
        else { return "\(sender(.reply))'s answer is none of it" }
        return "\(sender(.reply))'s answers go to the client's port, \(range.from)-\(range.to)"
    }

    /// An ACL that lets only part through, or whose list is not all known.
    private func partClauses(
        _ stage: Stage, _ name: String, _ subnet: String, _ direction: Direction, _ judgement: NetworkACLJudgement
    ) -> [String] {
        let allowed = judgement.pieces.filter { $0.outcome == .pass }.reduce(TrafficSet()) { $0.union($1.points) }
        let denied = judgement.pieces.filter { $0.outcome == .fail }.reduce(TrafficSet()) { $0.union($1.points) }
        if !allowed.isEmpty, !denied.isEmpty {
            let all = allowed.union(denied)
            let lets = TrafficText.text(allowed, of: all)
            guard stage.leg == .reply, let ports = portCount(allowed), let whole = portCount(all) else {
                return [
                    "\(name)\(subnet) lets it \(direction.way) only on \(lets)",
                    "\(name) stops it on \(TrafficText.text(denied, of: all))",
                    "\(name) stops part of it",
                ]
            }
            let share =
                ports * 2 < whole ? "\(ports) of the \(whole) ports of a client" : "not on \(TrafficText.text(denied, of: all))"
            return [
                "\(name)\(subnet) lets answers \(direction.way) only on \(lets), \(share)",
                "\(name) lets answers \(direction.way) only on \(lets)",
                "\(name) stops part of the answers",
            ]
        }
        return ["the entries of \(name)\(subnet) are not all in the input", "\(name) is not all in the input"]
    }

    /// How many ports traffic is on; nil where it has none.
    private func portCount(_ traffic: TrafficSet) -> Int? {
        guard let first = traffic.traffic.first, first.ipProtocol.hasPorts else { return nil }
        return traffic.intervals.reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) + 1 }
    }

    // MARK: Routes

    private func routeClauses(_ stage: Stage, _ table: RouteTableIndex, _ choice: RouteChoice) -> [String] {
        let name = "table \(network.name(table))"
        let target = place(stage.destination)
        if stage.outcome == .depends {
            let why = choice.openings.first.map { opening($0, table) } ?? "the input does not settle its route"
            return ["\(name) decides over \(target), and \(why)", "\(name): \(why)"]
        }
        return stage.leg == .packet
            ? ["\(name) has no route to \(target)"]
            : [
                "\(sender(.reply)) cannot answer, for \(name) has no route to \(target)",
                "\(name) has no route back to \(target)",
            ]
    }

    private func opening(_ opening: RouteChoice.Opening, _ table: RouteTableIndex) -> String {
        switch opening {
        case .prefixList(let id): "the entries of \(inventory[id]) are not loaded"
        case .destination(let id): "\(inventory[id]) is not settled"
        case .doubt(let route): "its route \(network.text(topology[table].routes[route])) is not settled"
        case .sameLength(let one, let other):
            "AWS picks one of \(network.text(topology[table].routes[one])) and \(network.text(topology[table].routes[other]))"
        case .lack: "not all of its routes are in the input"
        case .propagation: "the routes that gateways propagate into it are not in the input"
        case .vpcBlocks: "the blocks of its VPC are not in the input"
        }
    }

    private func blackhole(_ stage: Stage, _ table: RouteTableIndex, _ route: Int) -> [String] {
        let own = topology[table].routes[route]
        let target = own.target.kind == .none ? "a target" : network.name(own.target)
        let sends = "table \(network.name(table)) sends \(network.name(own.destination)) to \(target)"
        if let peering = topology.peeringConnections.first(where: { $0.id == own.target.id }), !peering.state.text.isNone {
            return ["\(sends), which is \(inventory[peering.state.text]) (blackhole)"]
        }
        if let attachment = goneAttachment(to: own.target, ofVpc: topology[table].vpc) {
            let name = network.name(attachment.id)
            return [
                "\(sends), whose attachment \(name) is \(inventory[attachment.state.text]) (blackhole)",
                "\(sends), whose attachment is gone",
            ]
        }
        return ["\(sends), which no longer exists (blackhole)", "\(sends), which is gone"]
    }

    /// The attachment of a VPC to a transit gateway that works, where it is the attachment that is gone.
    private func goneAttachment(to target: RouteTarget, ofVpc vpc: TextID) -> TransitGatewayAttachment? {
        guard target.kind == .transitGateway, !target.id.isNone, !vpc.isNone,
            !topology.transitGateways.contains(where: { $0.id == target.id && $0.state.works == false })
        else { return nil }
        let own = topology.transitGatewayAttachments.filter { $0.gateway == target.id && $0.kind == .vpc && $0.resource == vpc }
        // Another one that works is none of the route's trouble.
        guard let gone = own.first, own.allSatisfy({ $0.state.works == false && !$0.state.text.isNone }) else { return nil }
        return gone
    }

    // MARK: Everything else

    /// Nil for what lies between VPCs and beyond them.
    private func otherClause(_ stage: Stage) -> String? {
        let thing = network.name(stage.component)
        switch stage.reason {
        case .groups, .acl, .route, .blackhole, .passes, .returnsToSender, .notFiltered: return "\(thing) lets it through"
        case .filtered(let table, let route):
            return "the route \(network.text(topology[table].routes[route])) is filtered, a state that AWS does not describe"
        case .disagreement(let table, let route, let state):
            let says = state.works == true ? "gone" : "active"
            let told = state.text.isNone ? "that it is not attached to this VPC" : inventory[state.text]
            return
                "the route \(network.text(topology[table].routes[route])) is \(says) in its table, and its target's own listing says \(told)"
        case .badState(let state):
            let word = inventory[state.text]
            return state.isOpen ? "whether \(thing) is there and works is open: \(word)" : "\(thing) is \(word)"
        case .notAttached:
            return stage.component.isNone ? "no internet gateway is attached to the VPC" : "\(thing) is not attached to the VPC"
        case .noPublicSource: return "\(stage.source) goes to internet gateway \(thing) and has no public address"
        case .noPublicDestination:
            return "\(receiver(.packet)) has no public address: no packet from the internet can be addressed to it"
        case .unknownPublicAddress:
            return "whether \(stage.source.isPrivate ? stage.source : stage.destination) has a public address is not in the input"
        case .privateDestination:
            return "\(stage.destination) falls to a route to \(thing), and an internet gateway drops private addresses"
        case .privateSource: return "no packet from the private address \(stage.source) comes in by the internet"
        case .noPublicIPv6:
            let own = stage.leg == .packet && way.shown?.sources.first?.end.isOutside == false ? stage.source : stage.destination
            return "\(own) is no public IPv6 address"
        case .deniesGatewayTraffic:
            return "\(receiver(.packet)) takes nothing from internet gateways over IPv6 (DenyAllIgwTraffic)"
        case .publicAccess(let mode, let subnet):
            return "VPC Block Public Access (\(mode.word)) stops it; \(network.name(subnet)) is not excluded"
        case .changingPublicAccess(let subnet):
            return "VPC Block Public Access of \(network.name(subnet)) is not settled"
        case .natProtocol: return "NAT gateway \(thing) carries tcp, udp and icmp only"
        case .natInOwnSubnet: return "the subnet of NAT gateway \(thing) sends it back to \(thing)"
        case .privateNat:
            let nat = way.stages.last { $0.kind == .nat && $0.leg == .packet }.map { network.name($0.component) } ?? thing
            return "NAT gateway \(nat) is private and reaches no internet"
        case .natAddressUnknown: return "the address of NAT gateway \(thing) is not in the input"
        case .unsolicited: return "\(thing) lets no connection in"
        case .opensNothing: return "\(thing) opens no connections of its own"
        case .natZone(let zone):
            return "regional NAT gateway \(thing) has no address in \(inventory[zone]) and takes none by itself"
        case .redirected(let id):
            return
                "the table of \(thing) hands the sender's addresses to \(network.name(id)), past which \(thing) cannot be used"
        case .applianceNotPublic: return "the appliance \(thing) that the gateway hands it to has no public address"
        case .inspected: return "a firewall that is not in the input stands before \(thing)"
        case .asymmetric: return "\(sender(.reply))'s answer leaves by \(thing), by which it did not come, and is dropped"
        case .sourceDestinationCheck:
            return stage.outcome == .fail
                ? "\(thing) drops what is not addressed to it: its source/dest check is on"
                : "whether the source/dest check of \(thing) is off is not in the input"
        case .nobody(let isSource):
            let address = isSource ? stage.source : stage.destination
            if stage.outcome == .depends {
                return "\(address) is the router of its subnet, which answers only some of what it is sent"
            }
            if let subnet = inventory.subnets.first(where: { $0.networks.contains { $0.contains(address) } }) {
                return "no interface can have \(address): AWS keeps it for itself in \(network.name(subnet.id))"
            }
            let isInVpc = inventory.vpcs.contains { $0.networks.contains { $0.contains(address) } }
            return "no interface can have \(address)\(isInVpc ? ": no subnet of its VPC offers it" : "")"
        case .notPeered, .otherVpc, .attachmentZone, .noAssociation, .attachmentState, .transitRoute, .transitBlackhole,
            .severalAttachments, .foreignSource, .endpointProtocol, .tunnelsDown, .gatewayWithoutIPv6, .attachmentWithoutIPv6,
            .attachmentZones, .attachmentWithoutSubnet, .attachmentEdge, .foreignVpc, .inspectedBy, .listens, .noListener,
            .answersEcho, .balancerProtocol, .gatewayBalancer:
            return nil
        case .missing(let missing): return lacks(missing)
        case .edge: return "what brings it from \(stage.source) into the VPC is not in the input"
        }
    }
}

extension IPAddress {
    /// Whether the internet does not know it.
    fileprivate var isPrivate: Bool { !SpecialAddresses.publicAddresses(version).contains(bits) }
}
