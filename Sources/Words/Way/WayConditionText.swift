import Reachability
import CoreModel
import Text

/// What must hold where a layer other than the groups depends, and how to find it out.
extension WayText {
    /// The places of the stages that leave the way that is shown open, but for those of groups; none where something fails for certain.
    private var open: [Int] {
        way.deciding.filter { way.stages[$0].outcome == .depends && way.stages[$0].kind != .group }
    }

    /// The conditions, each a clause.
    var conditions: [String] {
        guard way.verdict == .depends else { return [] }
        if !way.isPlaced { return ["where the members of the group are decides"] }
        let own = open.map { condition($0) }.distinct()
        if !own.isEmpty || !words.answer.conditions.isEmpty { return own }
        // Each way is certain, and which of them is meant decides.
        return [memberCounts]
    }

    private func condition(_ place: Int) -> String {
        let stage = way.stages[place]
        let to = self.place(stage.destination)
        switch stage.reason {
        case .missing(.routeTable(let subnet)):
            let blocks = inventory.vpcs.filter { $0.id == vpc(ofSubnet: subnet) }.flatMap(\.networks)
            let local = blocks.contains { $0.contains(stage.destination) } ? "; with only the local route: allowed" : ""
            return "if the route table of \(network.name(subnet)) sends \(to) on\(local)"
        case .missing(.networkACL(let subnet)):
            return "if the network ACL of \(network.name(subnet)) lets \(traffic(stage)) through"
        case .missing(.natGateway(let id)): return "if NAT gateway \(network.name(id)) works and its subnet lets it out"
        case .missing(.internetGateway): return "if an internet gateway is attached to the VPC"
        case .changingPublicAccess(let subnet): return "if VPC Block Public Access lets \(network.name(subnet)) through"
        case .unknownPublicAddress: return "if it has a public address"
        case .edge where stage.component.isNone: return "if something brings it into the VPC"
        case .edge: return "if what lies beyond \(network.name(stage.component)) lets it through and answers"
        default: return clauses(place).first ?? ""
        }
    }

    /// The calls that would tell.
    var findOut: [String] {
        guard way.verdict == .depends else { return [] }
        let calls = open.compactMap { call(way.stages[$0]) }.distinct()
        // A group whose members are not all told, where nothing else is open.
        let isElse = words.answer.conditions.contains { if case .members = $0 { false } else { true } }
        return calls.isEmpty && way.hasUnseen && !isElse && words.answer.findOut.isEmpty
            ? [listing("describe-network-interfaces", nil, "")] : calls
    }

    private func call(_ stage: Stage) -> String? {
        switch stage.reason {
        case .missing(.routeTable(let subnet)): return listing("describe-route-tables", "vpc-id", vpc(subnet))
        case .missing(.networkACL(let subnet)): return listing("describe-network-acls", "vpc-id", vpc(subnet))
        case .missing(.subnets(let vpc)): return listing("describe-subnets", "vpc-id", inventory[vpc])
        case .changingPublicAccess:
            // What of the two is lacking, or both.
            let isTold = inventory.topology.accessBlocks.contains { $0.mode != .unknown }
            return listing("describe-vpc-block-public-access-\(isTold ? "exclusions" : "options")", nil, "")
        case .missing(.edgeTable): return listing("describe-route-tables", nil, "")
        case .missing(.interfaces(let vpc)): return listing("describe-network-interfaces", "vpc-id", inventory[vpc])
        case .missing(.subnet), .unknownPublicAddress: return listing("describe-network-interfaces", nil, "")
        case .missing(.natGateway(let id)): return listing("describe-nat-gateways", "nat-gateway-id", inventory[id])
        case .missing(.internetGateway(_, let vpc)):
            return listing("describe-internet-gateways", "attachment.vpc-id", inventory[vpc])
        case .natAddressUnknown: return listing("describe-nat-gateways", "nat-gateway-id", inventory[stage.component])
        case .route(let table, let choice):
            if case .prefixList(let id)? = choice.openings.first {
                return AnswerText.entryListing(inventory[id])
            }
            return listing("describe-route-tables", "route-table-id", inventory[topology[table].id])
        case .acl(let acl, let judgement):
            // What an ACL does to part of the client's ports is known; its missing entries are not.
            let isOpen = judgement.pieces.contains { if case .open = $0.decision { true } else { false } }
            return isOpen ? listing("describe-network-acls", "network-acl-id", inventory[topology[acl].id]) : nil
        default: return nil
        }
    }

    private func vpc(ofSubnet id: TextID) -> TextID { inventory.subnets.first { $0.id == id }?.vpc ?? .none }

    private func vpc(_ subnet: TextID) -> String { inventory[vpc(ofSubnet: subnet)] }

    private func listing(_ call: String, _ filter: String?, _ value: String) -> String {
        let flag = filter.map { value.isEmpty ? "" : " --filters Name=\($0),Values=\(ShellText.quoted(value))" } ?? ""
        let filtered = call == "describe-nat-gateways" ? flag.replacing("--filters", with: "--filter") : flag
        return "aws ec2 \(call)\(filtered) > \(call).json, and read that file too (-i)"
    }
}
