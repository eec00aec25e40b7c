import CoreModel
import Reachability

/// Changes that fixes make and that have a word of their own: `accept pcx-1`, `propagate tgw-attach-1 tgw-1 to tgw-rtb-1`.
extension TrialLineReader {
    func joining(_ verb: String, _ tokens: [TrialToken]) throws(TrialFault) -> TrialLine {
        let place = tokens.firstIndex { $0.isOne(of: ["to"]) }
        let (near, far) = (Array(tokens[..<(place ?? tokens.endIndex)]), place.map { Array(tokens[($0 + 1)...]) } ?? [])
        let edit = try joined(verb, near, far)
        return TrialLine(text: writer.text(.network(edit)) ?? "", edits: [.network(edit)])
    }

    private func joined(_ verb: String, _ near: [TrialToken], _ far: [TrialToken]) throws(TrialFault) -> NetworkEdit {
        let (own, other) = (TrialToken.name(near), TrialToken.name(far))
        switch verb {
        case "accept":
            let peering = try things.one(own, .thing, among: things.all([.peering])).id
            try accept(peering: peering)
            return .acceptPeering(peering)
        case "exclude":
            guard let mode = near.last?.text.lowercased(), ["bidirectional", "egress"].contains(mode) else {
                throw .lacks(.vpc, near.last?.text ?? "")
            }
            let resource = try things.one(TrialToken.name(near.dropLast()), .vpc, among: things.subnets + things.vpcs)
            return .exclude(resource.id, mode == "egress" ? .egress : .bidirectional)
        case "attach":
            let gateways = things.all([.internetGateway, .egressOnlyGateway, .virtualPrivateGateway])
            let gateway = try things.one(own, .thing, among: gateways)
            let vpc = try things.one(other, .vpc, among: things.vpcs).id
            try accept(gateway: gateway.id, in: vpc)
            return .attachGateway(gateway.id, vpc: vpc)
        case "forward":
            guard let interface = try end(own).kind.interfaces?.first else { throw .lacks(.carrier, own) }
            try accept(changed: interface)
            return .disableSourceDestinationCheck(interface: inventory[inventory[interface].id])
        case "address": return try association(near, far)
        case "cross-zones":
            return .crossZones(of: try things.one(own, .thing, among: things.all([.loadBalancer, .targetGroup])).id)
        case "references":
            if near.count == 1 {
                return .keepReferencesAcross(gateway: try things.one(own, .thing, among: things.all([.transitGateway])).id)
            }
            return .keepReferences(try attachment(near))
        case "extend":
            let (subnet, attachment) = (try things.one(other, .vpc, among: things.subnets).id, try attachment(near))
            try accept(subnet: subnet, to: attachment)
            return .addSubnet(subnet, to: attachment)
        default:
            let table = try things.one(other, .table, among: things.all([.transitGatewayTable])).id
            let attachment = try attachment(near)
            if verb == "associate" {
                try accept(association: attachment, table: table)
                return .associateAttachment(attachment, table: table)
            }
            try accept(propagation: attachment, table: table)
            return .propagate(attachment, table: table)
        }
    }

    /// An attachment by its id with the transit gateway's, which may be left out where the attachment is of one alone.
    private func attachment(_ tokens: [TrialToken]) throws(TrialFault) -> EditedAttachment {
        guard let id = tokens.first?.text else { throw .lacks(.attachment, "") }
        let own = inventory.topology.transitGatewayAttachments.filter { inventory[$0.id] == id || inventory[$0.name] == id }
        let gateway = tokens.dropFirst().first?.text
        let meant = own.filter { gateway == nil || inventory[$0.gateway] == gateway }
        guard let first = meant.first else {
            throw .noThing(.attachment, id, close: things.all([.transitGatewayAttachment]).prefix(6).map(\.id))
        }
        if meant.count > 1 { throw .severalThings(id, candidates: meant.map { "\(inventory[$0.id]) \(inventory[$0.gateway])" }) }
        return EditedAttachment(inventory[first.id], gateway: inventory[first.gateway])
    }

    private func association(_ near: [TrialToken], _ far: [TrialToken]) throws(TrialFault) -> NetworkEdit {
        guard let address = near.first.flatMap({ try? IPAddress(parsing: $0.text) }) else {
            throw .lacks(.network, near.first?.text ?? "")
        }
        guard let first = far.first, let interface = try end(first.text).kind.interfaces?.first else {
            throw .lacks(.carrier, far.first?.text ?? "")
        }
        try accept(address: address, on: interface)
        try accept(changed: interface)
        let own = inventory[interface]
        let typed = far.dropFirst().first
        let said = typed.flatMap { try? IPAddress(parsing: $0.text) }
        guard let inner = typed == nil ? own.privateAddresses(.v4).first : said else {
            throw .lacks(.network, typed?.text ?? "")
        }
        try accept(inner, of: interface)
        let allocation = far.dropFirst(2).first?.text ?? ""
        return .associate(
            EditedAssociation(address, allocation: allocation, interface: inventory[own.id], privateAddress: inner))
    }

    /// `tgw-rtb-1 10.1.0.0/16 tgw-attach-2`, `tgw-rtb-1 10.0.0.0/8 blackhole`.
    func transitRoute(_ sign: Character, _ tokens: [TrialToken]) throws(TrialFault) -> [Edit] {
        guard let name = tokens.first else { throw .lacks(.table, "") }
        let table = try things.one(name.text, .table, among: things.all([.transitGatewayTable])).id
        guard tokens.count > 1 else { throw .lacks(.destination, "") }
        let isList = tokens[1].text.hasPrefix("pl-")
        let destination: EditedRoute.Destination = isList ? .prefixList(tokens[1].text) : .network(try network(tokens[1].text))
        let route = EditedTransitRoute(table: table, destination, nil)
        if sign == "-" {
            let back = inventory.undoing(.network(.removeTransitRoute(route))) ?? []
            guard case .network(.addTransitRoute(let known))? = back.first else { throw .noRoute(table: table, candidates: []) }
            return [.network(.removeTransitRoute(known))]
        }
        guard tokens.count > 2 else { throw .lacks(.attachment, "") }
        var new = route
        // A peering attachment is of two gateways by one id; the table is of one of them.
        let isOne =
            tokens.count == 3 && inventory.topology.transitGatewayAttachments.contains { inventory[$0.id] == tokens[2].text }
        if isOne {
            new.attachment = tokens[2].text
        } else if !tokens[2].isOne(of: ["blackhole"]) {
            new.attachment = try attachment(Array(tokens[2...])).id
        }
        try accept(new)
        return [.network(.addTransitRoute(new))]
    }
}
