import Reachability
import CoreModel
import Text

/// What must hold where a layer other than the groups depends, and how to find it out.
extension WayText {
    /// The places of the stages that leave the way that is shown open, but for those of groups; none where something fails for certain.
    private var open: [Int] {
        way.deciding.filter { place in
            let stage = way.stages[place]
            guard stage.outcome == .depends else { return false }
            if case .missing(.references) = stage.reason { return true }
            return stage.kind != .group
        }
    }

    /// The conditions, each a clause; those that are an "if" without it where `withoutIf` says so.
    func conditions(withoutIf: Bool = false) -> [String] {
        guard way.verdict == .depends else { return [] }
        if !way.isPlaced { return ["where the members of the group are decides"] }
        let own = open.map { condition($0, withoutIf ? "" : "if ") }.distinct()
        if !own.isEmpty || !words.answer.conditions.isEmpty { return own }
        // Each way is certain, and which of them is meant decides.
        return [memberCounts]
    }

    private func condition(_ place: Int, _ opening: String) -> String {
        let stage = way.stages[place]
        let to = self.place(stage.destination)
        switch stage.reason {
        case .missing(.routeTable(let subnet)):
            let blocks = inventory.vpcs.filter { $0.id == vpc(ofSubnet: subnet) }.flatMap(\.networks)
            let local = blocks.contains { $0.contains(stage.destination) } ? "; with only the local route: allowed" : ""
            return "\(opening)the route table of \(network.name(subnet)) sends \(to) on\(local)"
        case .missing(.networkACL(let subnet)):
            return "\(opening)the network ACL of \(network.name(subnet)) lets \(traffic(stage)) through"
        case .missing(.natGateway(let id)): return "\(opening)NAT gateway \(network.name(id)) works and its subnet lets it out"
        case .missing(.internetGateway): return "\(opening)an internet gateway is attached to the VPC"
        case .missing(let missing): return farCondition(missing, to, opening) ?? clauses(place).first ?? ""
        case .changingPublicAccess(let subnet): return "\(opening)VPC Block Public Access lets \(network.name(subnet)) through"
        case .unknownPublicAddress: return "\(opening)it has a public address"
        case .edge where stage.component.isNone: return "\(opening)something brings it into the VPC"
        case .edge: return "\(opening)what lies beyond \(network.name(stage.component)) lets it through and answers"
        case .attachmentEdge(let id, _): return "\(opening)what lies beyond \(network.attachment(id)) lets it through and answers"
        case .foreignVpc(let vpc, _):
            return "\(opening)\(network.name(vpc)), whose network is not in the input, lets it through and answers"
        case .inspectedBy(let firewall): return "\(opening)the rules of firewall \(network.name(firewall)) let it through"
        case .tunnelsDown(let id):
            return "\(opening)a tunnel of \(network.name(id)) is up, and what lies beyond lets it through and answers"
        default: return clauses(place).first ?? ""
        }
    }

    private func farCondition(_ missing: Stage.Missing, _ to: String, _ opening: String) -> String? {
        switch missing {
        case .peeringConnection(let id): "\(opening)peering \(network.name(id)) is active and leads to \(to)"
        case .transitGatewayAttachment(let gateway, let vpc):
            "\(opening)\(network.name(vpc)) is attached to \(network.name(gateway)), with a subnet in the zone"
        case .attachment(let id, let gateway):
            switch lack(ofAttachment: id, of: gateway) {
            case .whole: "\(opening)attachment \(network.name(id)) of \(network.name(gateway)) works and leads to \(to)"
            case .subnets, .zones:
                "\(opening)attachment \(network.name(id)) of \(network.name(gateway)) has a subnet in the zone"
            }
        case .association(let id, _):
            "\(opening)the route table that attachment \(network.name(id)) is associated with leads to \(to)"
        case .transitGatewayRoutes(let id, let owner):
            "\(opening)transit gateway\(isTable(id) ? " table" : "") \(network.name(id))\(owner.isNone ? "" : " of account \(inventory[owner])") leads to \(to)"
        case .virtualPrivateGateway(let id, let vpc): "\(opening)\(network.name(id)) is attached to \(network.name(vpc))"
        case .endpoint(let id): "\(opening)endpoint \(network.name(id)) works and takes it"
        case .listeners(let id): "\(opening)\(network.name(id)) has a listener for it"
        case .references(let id): "\(opening)rules that name groups match across \(network.name(id))"
        default: nil
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
        case .missing(let missing): return call(missing)
        case .changingPublicAccess:
            // What of the two is lacking, or both.
            let isTold = inventory.topology.accessBlocks.contains { $0.mode != .unknown }
            return listing("describe-vpc-block-public-access-\(isTold ? "exclusions" : "options")", nil, "")
        case .unknownPublicAddress: return listing("describe-network-interfaces", nil, "")
        case .natAddressUnknown: return listing("describe-nat-gateways", "nat-gateway-id", inventory[stage.component])
        case .route(let table, let choice):
            if case .prefixList(let id)? = choice.openings.first { return AnswerText.entryListing(inventory[id]) }
            let own = topology[table]
            return listing("describe-route-tables", "route-table-id", inventory[own.id], inventory.scope(ofVpc: own.vpc))
        case .acl(let acl, let judgement):
            // What an ACL does to part of the client's ports is known; its missing entries are not.
            let isOpen = judgement.pieces.contains { if case .open = $0.decision { true } else { false } }
            return isOpen ? listing("describe-network-acls", "network-acl-id", inventory[topology[acl].id]) : nil
        case .transitRoute(let table, let choice):
            if case .prefixList(let id)? = choice.openings.first { return AnswerText.entryListing(inventory[id]) }
            return routeSearch(topology[table].id, scope(ofGateway: topology[table].gateway))
        case .severalAttachments(let table, _): return attachmentListing(of: topology[table].gateway)
        case .attachmentState(let id, _), .attachmentZones(let id): return attachmentListing(id, of: stage.component)
        case .foreignVpc(let vpc, let owner): return capture(vpc, owner)
        case .tunnelsDown(let id): return listing("describe-vpn-connections", "vpn-connection-id", inventory[id])
        case .attachmentEdge(let id, .peering): return attachmentListing(id, of: stage.component)
        default: return nil
        }
    }

    private func call(_ missing: Stage.Missing) -> String {
        switch missing {
        case .routeTable(let subnet): listing("describe-route-tables", "vpc-id", ofVpc: vpc(ofSubnet: subnet))
        case .networkACL(let subnet): listing("describe-network-acls", "vpc-id", ofVpc: vpc(ofSubnet: subnet))
        case .subnets(let vpc): listing("describe-subnets", "vpc-id", ofVpc: vpc)
        case .interfaces(let vpc): listing("describe-network-interfaces", "vpc-id", ofVpc: vpc)
        case .edgeTable: listing("describe-route-tables", nil, "")
        case .subnet: listing("describe-network-interfaces", nil, "")
        case .natGateway(let id): listing("describe-nat-gateways", "nat-gateway-id", inventory[id])
        case .internetGateway(_, let vpc): listing("describe-internet-gateways", "attachment.vpc-id", ofVpc: vpc)
        case .peeringConnection(let id):
            listing("describe-vpc-peering-connections", "vpc-peering-connection-id", inventory[id], wayScope)
        case .transitGatewayAttachment(let gateway, let vpc):
            listing(
                "describe-transit-gateway-vpc-attachments", "transit-gateway-id", inventory[gateway], inventory.scope(ofVpc: vpc))
        case .attachment(let id, let gateway):
            switch lack(ofAttachment: id, of: gateway) {
            case .whole: attachmentListing(id, of: gateway)
            case .subnets:
                listing(
                    "describe-transit-gateway-vpc-attachments", "transit-gateway-attachment-id", inventory[id],
                    scope(ofGateway: gateway))
            case .zones(let vpc): listing("describe-subnets", "vpc-id", ofVpc: vpc)
            }
        case .association(let id, let gateway): attachmentListing(id, of: gateway)
        case .transitGatewayRoutes(let id, let owner) where !isTable(id):
            // Which table counts the attachments tell, with their associations.
            listing(
                "describe-transit-gateway-attachments", "transit-gateway-id", inventory[id],
                Scope(account: owner, region: scope(ofGateway: id).region))
        case .transitGatewayRoutes(let id, let owner):
            routeSearch(
                id,
                Scope(
                    account: owner,
                    region: topology.transitGatewayTables.first { $0.id == id }
                        .map { scope(ofGateway: $0.gateway).region } ?? .none))
        case .virtualPrivateGateway(let id, let vpc):
            listing("describe-vpn-gateways", "vpn-gateway-id", inventory[id], inventory.scope(ofVpc: vpc))
        case .endpoint(let id): listing("describe-vpc-endpoints", "vpc-endpoint-id", inventory[id], wayScope)
        case .listeners(let id): listenerListing(id)
        case .references(let id): referenceListing(id)
        }
    }

    /// What of an attachment is not in the input.
    enum AttachmentLack {
        case whole, subnets
        /// The zones of its subnets, in a VPC.
        case zones(TextID)
    }

    func lack(ofAttachment id: TextID, of gateway: TextID) -> AttachmentLack {
        let own = topology.transitGatewayAttachments.first { $0.id == id && $0.gateway == gateway }
        guard let own, own.kind == .vpc else { return .whole }
        return own.subnets == nil ? .subnets : .zones(own.resource)
    }

    /// Whether an id is that of a transit gateway's table, and not of the gateway of which no table is told.
    private func isTable(_ id: TextID) -> Bool {
        inventory[id].hasPrefix("tgw-rtb-") || topology.transitGatewayTables.contains { $0.id == id }
    }

    /// The account and the region that the way begins in, or that it ends in where it comes from elsewhere.
    private var wayScope: Scope {
        let ends = ((way.shown?.sources ?? []) + (way.shown?.destinations ?? [])).map(\.end)
        let vpcs = ends.compactMap { end -> TextID? in
            switch end {
            case .interface(let interface, _): inventory[interface].vpc
            case .host(_, let subnet), .unseen(_, _, let subnet): vpc(ofSubnet: subnet)
            case .outside: nil
            }
        }
        return vpcs.first { !$0.isNone }.map { inventory.scope(ofVpc: $0) } ?? Scope()
    }

    private func scope(ofGateway id: TextID) -> Scope {
        topology.transitGateways.first { $0.id == id }.map { Scope(account: $0.owner, region: $0.region) } ?? Scope()
    }

    /// What tells whether rules that name groups match across a transit gateway, or in which regions the sides of a peering are.
    private func referenceListing(_ id: TextID) -> String {
        guard let gateway = topology.transitGateways.first(where: { $0.id == id }), gateway.keepsReferences != nil else {
            return inventory[id].hasPrefix("pcx-") || topology.peeringConnections.contains { $0.id == id }
                ? listing("describe-vpc-peering-connections", "vpc-peering-connection-id", inventory[id], wayScope)
                : listing("describe-transit-gateways", "transit-gateway-id", inventory[id], scope(ofGateway: id))
        }
        return listing("describe-transit-gateway-vpc-attachments", "transit-gateway-id", inventory[id], scope(ofGateway: id))
    }

    /// One attachment, or all of a transit gateway.
    private func attachmentListing(_ id: TextID = .none, of gateway: TextID) -> String {
        let own = topology.transitGatewayAttachments.first { $0.id == id && $0.gateway == gateway }
        var scope = scope(ofGateway: gateway)
        if scope.account.isNone, let owner = own?.resourceOwner { scope.account = owner }
        return id.isNone
            ? listing("describe-transit-gateway-attachments", "transit-gateway-id", inventory[gateway], scope)
            : listing("describe-transit-gateway-attachments", "transit-gateway-attachment-id", inventory[id], scope)
    }

    /// The routes of a transit gateway's table, into a file whose name tells which table it is.
    private func routeSearch(_ table: TextID, _ scope: Scope) -> String {
        let arguments =
            "--transit-gateway-route-table-id \(ShellText.quoted(inventory[table])) --filters Name=state,Values=active,blackhole"
        let file = ShellText.quoted("search-transit-gateway-routes.\(inventory[table]).json")
        return "aws ec2 search-transit-gateway-routes\(region(scope)) \(arguments) > \(file)\(account(scope)), "
            + "and read that file too (-i)"
    }

    /// Everything of a VPC that is not in the input.
    private func capture(_ vpc: TextID, _ owner: TextID) -> String {
        let scope = Scope(account: owner, region: peeredRegion(vpc))
        let file = ShellText.quoted("\(inventory[owner.isNone ? vpc : owner]).json")
        return "sgscope capture\(region(scope)) --output \(file)\(account(scope)), and read that file too (-i)"
    }

    /// The region of a VPC as a peering connection tells it.
    private func peeredRegion(_ vpc: TextID) -> TextID {
        topology.peeringConnections.flatMap(\.sides).first { $0.vpc == vpc && !$0.region.isNone }?.region ?? .none
    }

    private func vpc(ofSubnet id: TextID) -> TextID { inventory.subnets.first { $0.id == id }?.vpc ?? .none }

    private func listing(_ call: String, _ filter: String, ofVpc vpc: TextID) -> String {
        listing(call, filter, inventory[vpc], inventory.scope(ofVpc: vpc))
    }

    private func listing(_ call: String, _ filter: String?, _ value: String, _ scope: Scope = Scope()) -> String {
        let flag = filter.map { value.isEmpty ? "" : " --filters Name=\($0),Values=\(ShellText.quoted(value))" } ?? ""
        let filtered = call == "describe-nat-gateways" ? flag.replacing("--filters", with: "--filter") : flag
        return "aws ec2 \(call)\(region(scope))\(filtered) > \(call).json\(account(scope)), and read that file too (-i)"
    }

    /// Whose credentials a call takes, where the input was not read with these alone: ", as account 222222222222".
    private func account(_ scope: Scope) -> String {
        let read = Set(topology.listings.map(\.scope.account)).subtracting([.none])
        return scope.account.isNone || read.isEmpty || read == [scope.account] ? "" : ", as account \(inventory[scope.account])"
    }

    /// The region of a call, where the input was not read from it alone.
    private func region(_ scope: Scope) -> String {
        let read = Set(topology.listings.map(\.scope.region) + inventory.vpcs.map(\.region)).subtracting([.none])
        let isSaid = !scope.region.isNone && !read.isEmpty && read != [scope.region]
        return isSaid ? " --region \(ShellText.quoted(inventory[scope.region]))" : ""
    }
}
