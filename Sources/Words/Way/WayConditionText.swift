import Reachability
import CoreModel
import Text

/// What must hold where a layer other than the groups depends, and how to find it out.
extension WayText {
    /// The stages that depend on the way that is shown, as far as they count, but for those of groups.
    private var open: [Stage] { way.stages.filter { $0.outcome == .depends && $0.kind != .group && way.counts($0) } }

    /// The conditions, each a clause.
    var conditions: [String] {
        guard way.verdict == .depends else { return [] }
        if !way.isPlaced { return ["where the members of the group are decides"] }
        let all = way.stages.indices.filter { way.stages[$0].outcome == .depends && way.stages[$0].kind != .group }
        let own = all.filter { way.counts(way.stages[$0]) }.map { condition($0) }.distinct()
        if !own.isEmpty || !words.answer.conditions.isEmpty { return own }
        // Each way is certain, and which of them is meant decides.
        return [memberCounts]
    }

    private func condition(_ place: Int) -> String {
        let stage = way.stages[place]
        let to = self.place(stage.destination)
        switch stage.reason {
        case .missing(.routeTable(let subnet)):
            return "if the route table of \(network.name(subnet)) sends \(to) on; with only the local route: allowed"
        case .missing(.networkACL(let subnet)):
            return "if the network ACL of \(network.name(subnet)) lets \(traffic(stage)) through"
        case .missing(.natGateway(let id)): return "if NAT gateway \(network.name(id)) works and its subnet lets it out"
        case .missing(.internetGateway): return "if an internet gateway is attached to the VPC"
        case .unknownPublicAddress: return "if it has a public address"
        case .edge: return "if what lies beyond \(network.name(stage.component)) lets it through and answers"
        default: return clauses(place).first ?? ""
        }
    }

    /// The calls that would tell.
    var findOut: [String] {
        guard way.verdict == .depends else { return [] }
        let calls = open.compactMap(call).distinct()
        // A group whose members are not all told, where nothing else is open.
        return calls.isEmpty && way.hasUnseen ? [listing("describe-network-interfaces", nil, "")] : calls
    }

    private func call(_ stage: Stage) -> String? {
        switch stage.reason {
        case .missing(.routeTable(let subnet)): return listing("describe-route-tables", "vpc-id", vpc(subnet))
        case .missing(.networkACL(let subnet)): return listing("describe-network-acls", "vpc-id", vpc(subnet))
        case .missing(.subnets(let vpc)): return listing("describe-subnets", "vpc-id", inventory[vpc])
        case .missing(.edgeTable): return listing("describe-route-tables", nil, "")
        case .missing(.interfaces(let vpc)): return listing("describe-network-interfaces", "vpc-id", inventory[vpc])
        case .missing(.subnet), .unknownPublicAddress: return listing("describe-network-interfaces", nil, "")
        case .missing(.natGateway(let id)): return listing("describe-nat-gateways", "nat-gateway-id", inventory[id])
        case .missing(.internetGateway(_, let vpc)):
            return listing("describe-internet-gateways", "attachment.vpc-id", inventory[vpc])
        case .natAddressUnknown: return listing("describe-nat-gateways", "nat-gateway-id", inventory[stage.component])
        case .route(let table, let choice):
            if case .prefixList(let id)? = choice.openings.first {
                let text = inventory[id]
                return "aws ec2 get-managed-prefix-list-entries --prefix-list-id \(ShellText.quoted(text)) "
                    + "> get-managed-prefix-list-entries.\(text).json, and read that file too (-i)"
            }
            return listing("describe-route-tables", "route-table-id", inventory[topology[table].id])
        case .acl(let acl, let judgement):
            // What an ACL does to part of the client's ports is known; its missing entries are not.
            let isOpen = judgement.pieces.contains { if case .open = $0.decision { true } else { false } }
            return isOpen ? listing("describe-network-acls", "network-acl-id", inventory[topology[acl].id]) : nil
        default: return nil
        }
    }

    private func vpc(_ subnet: TextID) -> String {
        inventory[inventory.subnets.first { $0.id == subnet }?.vpc ?? .none]
    }

    private func listing(_ call: String, _ filter: String?, _ value: String) -> String {
        let flag = filter.map { value.isEmpty ? "" : " --filters Name=\($0),Values=\(ShellText.quoted(value))" } ?? ""
        let filtered = call == "describe-nat-gateways" ? flag.replacing("--filters", with: "--filter") : flag
        return "aws ec2 \(call)\(filtered) > \(call).json, and read that file too (-i)"
    }
}
