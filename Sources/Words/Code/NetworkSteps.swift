import CoreModel
import Reachability

/// Changes of the network as steps of code.
struct NetworkSteps {
    typealias Attributes = [(key: String, value: CodeResource.Value)]

    let inventory: Inventory
    let names: Names
    /// The language that they are steps of.
    let form: CodeForm
    var network: NetworkNames { NetworkNames(inventory) }

    /// The steps of a change of the network.
    func steps(_ edit: NetworkEdit) -> [CodeStep] {
        switch edit {
        case .addEntry(let entry): return [added(entry)]
        case .removeEntry(let entry):
            let what = isInline(acl: entry.acl) ? form.part(entry.direction.name) : "the \(form.type("aws_network_acl_rule"))"
            return [.note("delete \(what) of \(called(entry.acl)) that is: \(EntryText.line(entry))")]
        case .addRoute(let route):
            return [comesWithEndpoint(route) ? associated(route) : led(route, replaces: nil)]
        case .changeRoute(let old, let target):
            var route = old
            route.target = target
            if !comesWithEndpoint(old), !comesWithEndpoint(route) { return [led(route, replaces: old.target)] }
            return [gone(old), comesWithEndpoint(route) ? associated(route) : led(route, replaces: nil)]
        case .removeRoute(let route): return [gone(route)]
        case .off(let id): return [.note("\(called(id)) is gone in a drill: nothing is written for it")]
        default: return [other(edit)]
        }
    }

    // MARK: Entries

    private func added(_ entry: EditedEntry) -> CodeStep {
        if isInline(acl: entry.acl) {
            let attributes: Attributes =
                [
                    ("rule_no", .number(entry.number)), ("action", .text(entry.action.word)),
                    ("protocol", .text(ipProtocol(entry.traffic))), cidr(entry.network),
                ] + range(entry.traffic, isBlock: true)
            let type = acl(entry.acl)?.isDefault == true ? "aws_default_network_acl" : "aws_network_acl"
            let place = form.place(entry.direction.name, in: type, of: called(entry.acl))
            return .block(entry.direction.name, attributes, within: "\(place), \(form.besideOthers)")
        }
        let known = inventory.entry(entry.acl, entry.direction, entry.number)
        let attributes: Attributes =
            [
                ("network_acl_id", id(entry.acl)), ("rule_number", .number(entry.number)),
                ("egress", .flag(entry.direction == .egress)), ("protocol", .text(ipProtocol(entry.traffic))),
                ("rule_action", .text(entry.action.word)), cidr(entry.network),
            ] + range(entry.traffic, isBlock: false)
        return .resource(
            CodeResource(
                type: "aws_network_acl_rule", words: "\(short(entry.acl)) \(entry.direction.way) \(entry.number)",
                attributes: attributes),
            remark: known.map { "in place of entry \($0.number), which is: \(EntryText.line($0))" })
    }

    private func acl(_ id: String) -> NetworkACL? {
        inventory.texts.find(id).flatMap { id in inventory.topology.networkACLs.first { $0.id == id } }
    }

    private func isInline(acl id: String) -> Bool { form.hasBlocks && acl(id)?.terraformStyle == .inlineBlocks }

    private func ipProtocol(_ traffic: Traffic) -> String {
        let isNamed = traffic.ipProtocol.hasPorts || traffic.ipProtocol == .icmp
        return isNamed ? "\(traffic.ipProtocol)" : "\(traffic.ipProtocol.number)"
    }

    /// Ports, or type and code; blocks have ports whatever the protocol is.
    private func range(_ traffic: Traffic, isBlock: Bool) -> Attributes {
        let (from, to) = (Int(traffic.from), Int(traffic.to))
        if traffic.ipProtocol.hasPorts { return [("from_port", .number(from)), ("to_port", .number(to))] }
        return (isBlock ? [("from_port", .number(0)), ("to_port", .number(0))] : [])
            + (traffic.ipProtocol.isICMP ? [("icmp_type", .number(from)), ("icmp_code", .number(to))] : [])
    }

    private func cidr(_ network: IPNetwork) -> (key: String, value: CodeResource.Value) {
        (network.version == .v4 ? "cidr_block" : "ipv6_cidr_block", .text(network.description))
    }

    // MARK: Routes

    /// Whether a route is one that a gateway endpoint makes of its tables.
    private func comesWithEndpoint(_ route: EditedRoute) -> Bool {
        inventory.comesWithEndpoint(route.destination, route.target)
    }

    /// A table of a gateway endpoint, which gives it the endpoint's route.
    private func associated(_ route: EditedRoute) -> CodeStep {
        let remark = form.inEndpoint(table: called(route.table), called(route.target.id))
        if form == .cloudformation { return .note(remark) }
        return .resource(
            CodeResource(
                type: "aws_vpc_endpoint_route_table_association", words: "\(short(route.table)) \(short(route.target.id))",
                attributes: [("route_table_id", id(route.table)), ("vpc_endpoint_id", id(route.target.id))]),
            remark: remark)
    }

    private func gone(_ route: EditedRoute) -> CodeStep {
        if comesWithEndpoint(route) {
            return .note(form.outOfEndpoint(table: called(route.table), called(route.target.id)))
        }
        let what = isInline(table: route.table) ? form.part("route") : "the \(form.type("aws_route"))"
        return .note("delete \(what) of \(called(route.table)) to \(text(route.destination))")
    }

    private func led(_ route: EditedRoute, replaces old: EditedTarget?) -> CodeStep {
        let isInline = isInline(table: route.table)
        let to: (key: String, value: CodeResource.Value) =
            switch route.destination {
            case .network(let network):
                (
                    (isInline ? "" : "destination_") + (network.version == .v4 ? "cidr_block" : "ipv6_cidr_block"),
                    .text(network.description)
                )
            case .prefixList(let id): ("destination_prefix_list_id", .text(id))
            }
        let target = Self.key(route.target.kind).map { [($0, id(route.target.id))] } ?? []
        if isInline {
            let place = old == nil ? "beside its other routes" : "in place of its route to \(text(route.destination))"
            let owner = form.place("route", in: "aws_route_table", of: called(route.table))
            return .block("route", [to] + target, within: "\(owner), \(place)")
        }
        if target.isEmpty {
            let name = route.target.kind == .local ? "local" : route.target.id
            return .note("lead \(text(route.destination)) of \(called(route.table)) to \(name)")
        }
        return .resource(
            CodeResource(
                type: "aws_route", words: "\(short(route.table)) \(text(route.destination))",
                attributes: [("route_table_id", id(route.table)), to] + target),
            remark: old.map { _ in
                "in place of the \(form.type("aws_route")) of \(called(route.table)) to \(text(route.destination))"
            })
    }

    private func isInline(table id: String) -> Bool {
        let found = inventory.texts.find(id).flatMap { id in inventory.topology.routeTables.first { $0.id == id } }
        return form.hasBlocks && found?.terraformStyle == .inlineBlocks
    }

    /// The attribute that names a route's target; nil for what none does.
    static func key(_ kind: RouteTarget.Kind) -> String? {
        switch kind {
        case .internetGateway, .virtualPrivateGateway: "gateway_id"
        case .egressOnlyInternetGateway: "egress_only_gateway_id"
        case .natGateway: "nat_gateway_id"
        case .transitGateway: "transit_gateway_id"
        case .peeringConnection: "vpc_peering_connection_id"
        case .networkInterface: "network_interface_id"
        case .vpcEndpoint: "vpc_endpoint_id"
        case .localGateway: "local_gateway_id"
        case .carrierGateway: "carrier_gateway_id"
        case .coreNetwork: "core_network_arn"
        case .odbNetwork: "odb_network_arn"
        case .instance, .local, .none, .unknown: nil
        }
    }

    private func text(_ destination: EditedRoute.Destination) -> String {
        switch destination {
        case .network(let network): network.description
        case .prefixList(let id): id
        }
    }

    // MARK: Others

    private func other(_ edit: NetworkEdit) -> CodeStep {
        func resource(_ type: String, _ words: String, _ attributes: Attributes) -> CodeStep {
            .resource(CodeResource(type: type, words: words, attributes: attributes), remark: nil)
        }
        func joined(_ own: EditedAttachment, _ table: String) -> Attributes {
            [("transit_gateway_attachment_id", id(own.id)), ("transit_gateway_route_table_id", id(table))]
        }
        switch edit {
        case .exclude(let own, let mode):
            let isVpc = inventory.vpcs.contains { inventory[$0.id] == own }
            return resource(
                "aws_vpc_block_public_access_exclusion", short(own),
                [(isVpc ? "vpc_id" : "subnet_id", id(own)), ("internet_gateway_exclusion_mode", .text(mode.word))])
        case .attachGateway(let gateway, let vpc):
            let own = AttachedGateway(gateway, in: inventory)
            guard let (type, key) = own.resource else { return .note(own.unattached(called(gateway))) }
            return resource(type, short(gateway), [(key, id(gateway)), ("vpc_id", id(vpc))])
        case .associate(let own):
            let known =
                inventory.topology.publicAddresses.first { $0.address == own.address }.map { inventory[$0.allocation] } ?? ""
            if own.allocation.isEmpty, known.isEmpty {
                return .note(NetworkFixText.unallocated(own.address, called(own.interface), own.privateAddress))
            }
            return resource(
                "aws_eip_association", own.interface,
                [
                    ("allocation_id", .text(own.allocation.isEmpty ? known : own.allocation)),
                    ("network_interface_id", id(own.interface)), ("private_ip_address", .text("\(own.privateAddress)")),
                ])
        case .acceptPeering(let peering):
            return resource(
                "aws_vpc_peering_connection_accepter", short(peering),
                [("vpc_peering_connection_id", id(peering)), ("auto_accept", .flag(true))])
        case .associateAttachment(let own, let table):
            return resource("aws_ec2_transit_gateway_route_table_association", short(own.id), joined(own, table))
        case .propagate(let own, let table):
            return resource(
                "aws_ec2_transit_gateway_route_table_propagation", "\(short(own.id)) \(short(table))", joined(own, table))
        case .addTransitRoute(let route):
            let attachment: Attributes =
                route.attachment.map { [("transit_gateway_attachment_id", id($0))] } ?? [("blackhole", .flag(true))]
            return resource(
                "aws_ec2_transit_gateway_route", "\(short(route.table)) \(text(route.destination))",
                [("destination_cidr_block", .text(text(route.destination)))] + attachment
                    + [("transit_gateway_route_table_id", id(route.table))])
        case .removeTransitRoute(let route):
            let type = form.type("aws_ec2_transit_gateway_route")
            return .note("delete the \(type) of \(called(route.table)) to \(text(route.destination))")
        case .addSubnet(let subnet, let own):
            let type = form.type("aws_ec2_transit_gateway_vpc_attachment")
            return .note("add \(called(subnet)) to \(form.key("subnet_ids")) of the \(type) of \(called(own.id))")
        case .keepReferencesAcross(let gateway):
            return .note("\(referencing) in the \(form.type("aws_ec2_transit_gateway")) of \(called(gateway))")
        case .keepReferences(let own):
            return .note("\(referencing) in the attachment of \(called(own.id))")
        case .disableSourceDestinationCheck(let interface):
            return .note("\(form.setting("source_dest_check", "false")) in the interface or instance of \(called(interface))")
        case .crossZones(let own): return .note("cross-zone load balancing on in \(called(own))")
        case .addEntry, .removeEntry, .addRoute, .changeRoute, .removeRoute, .off: return .note("")
        }
    }

    private var referencing: String { form.setting("security_group_referencing_support", "\"enable\"") }

    private func id(_ text: String) -> CodeResource.Value { inventory.texts.find(text).map { .id($0) } ?? .text(text) }

    /// A thing's name with its id.
    private func called(_ text: String) -> String { inventory.texts.find(text).map(network.nameAndID) ?? text }

    private func short(_ text: String) -> String { inventory.texts.find(text).map(network.name) ?? text }
}
