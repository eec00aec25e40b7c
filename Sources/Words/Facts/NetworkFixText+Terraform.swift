import CoreModel
import Reachability

/// Resources and blocks of the AWS provider.
extension NetworkFixText {
    /// The same as Terraform, in the style of the state that the ACL or the table was read from.
    public var terraform: String {
        switch fix {
        case .entry(let acl, let entry, _, _):
            return inventory.topology[acl].terraformStyle == .inlineBlocks ? block(acl, entry) : resource(acl, entry)
        case .route(let table, let destination, let target, let replaced):
            return leading(table, destination, from: replaced, to: target)
        case .exclusion(let resource, let mode, _):
            return TerraformText.resource(
                "aws_vpc_block_public_access_exclusion", network.name(resource),
                [
                    (isVpc(resource) ? "vpc_id" : "subnet_id", quoted(resource)),
                    ("internet_gateway_exclusion_mode", TerraformText.quoted(mode.word)),
                ])
        case .attach(let gateway, let vpc):
            let own = AttachedGateway(inventory[gateway], in: inventory)
            guard let (type, key) = own.resource else { return TerraformText.comment(own.unattached(inventory[gateway])) }
            return TerraformText.resource(
                type, network.name(gateway), [(key, quoted(gateway)), ("vpc_id", quoted(vpc))])
        case .checkOff(let interface):
            let own = inventory[interface]
            let owner =
                own.instance.isNone
                ? "aws_network_interface of \(inventory[own.id])" : "aws_instance of \(inventory[own.instance])"
            return TerraformText.comment("in the \(owner)") + "source_dest_check = false"
        case .address(let address, let allocation, let interface, let own):
            if allocation.isNone {
                return CodeForm.terraform.comment(Self.unallocated(address, network.nameAndID(inventory[interface].id), own))
            }
            return TerraformText.resource(
                "aws_eip_association", names.name(of: interface),
                [
                    ("allocation_id", quoted(allocation)), ("network_interface_id", quoted(inventory[interface].id)),
                    ("private_ip_address", TerraformText.quoted(own.description)),
                ])
        case .removal(let table, let destination, let target, _):
            return inventory.comesWithEndpoint(destination, target)
                ? leaving(table, endpoint: target) : without(table, destination)
        case .acceptance, .association, .propagation, .transitRoute, .transitRemoval, .attachmentSubnet, .references,
            .attachmentReferences:
            return joinTerraform
        case .crossZone(let id): return crossZoneTerraform(id)
        }
    }

    /// That an address is to be associated of which no input tells the allocation that resources name it by.
    static func unallocated(_ address: IPAddress, _ interface: String, _ own: IPAddress) -> String {
        "associate \(address), whose allocation is not told, with \(interface) as \(own)"
    }

    private func quoted(_ id: TextID) -> String { TerraformText.quoted(inventory[id]) }

    // MARK: Entries

    private func resource(_ acl: NetworkACLIndex, _ entry: EditedEntry) -> String {
        let ports = range(entry.traffic, isBlock: false)
        return TerraformText.resource(
            "aws_network_acl_rule", "\(network.name(acl)) \(entry.direction.way) \(entry.number)",
            [
                ("network_acl_id", quoted(inventory.topology[acl].id)), ("rule_number", "\(entry.number)"),
                ("egress", "\(entry.direction == .egress)"), ("protocol", ipProtocol(entry.traffic)),
                ("rule_action", action(entry)), cidr(entry.network, v4: "cidr_block", v6: "ipv6_cidr_block"),
            ] + ports)
    }

    /// The block for an ACL whose state keeps its entries inline.
    private func block(_ acl: NetworkACLIndex, _ entry: EditedEntry) -> String {
        let own = inventory.topology[acl]
        let type = own.isDefault ? "aws_default_network_acl" : "aws_network_acl"
        let rows =
            [
                ("rule_no", "\(entry.number)"), ("action", action(entry)), ("protocol", ipProtocol(entry.traffic)),
                cidr(entry.network, v4: "cidr_block", v6: "ipv6_cidr_block"),
            ] + range(entry.traffic, isBlock: true)
        return TerraformText.comment("in the \(type) of \(network.nameAndID(own.id)), beside its other blocks")
            + "\(entry.direction.name) {\n\(TerraformText.rows(rows))}"
    }

    private func action(_ entry: EditedEntry) -> String { TerraformText.quoted(entry.action.word) }

    private func ipProtocol(_ traffic: Traffic) -> String {
        let isNamed = traffic.ipProtocol.hasPorts || traffic.ipProtocol == .icmp
        return TerraformText.quoted(isNamed ? "\(traffic.ipProtocol)" : "\(traffic.ipProtocol.number)")
    }

    /// Ports, or type and code; blocks have ports whatever the protocol is.
    private func range(_ traffic: Traffic, isBlock: Bool) -> [(String, String)] {
        if traffic.ipProtocol.hasPorts { return [("from_port", "\(traffic.from)"), ("to_port", "\(traffic.to)")] }
        return (isBlock ? [("from_port", "0"), ("to_port", "0")] : [])
            + (traffic.ipProtocol.isICMP ? [("icmp_type", "\(traffic.from)"), ("icmp_code", "\(traffic.to)")] : [])
    }

    private func cidr(_ network: IPNetwork, v4: String, v6: String) -> (String, String) {
        (network.version == .v4 ? v4 : v6, TerraformText.quoted(network.description))
    }

    // MARK: Routes

    /// A route, or what its gateway endpoint has in place of one.
    private func leading(
        _ table: RouteTableIndex, _ destination: Route.Destination, from old: RouteTarget?, to new: RouteTarget
    ) -> String {
        let isOfNew = inventory.comesWithEndpoint(destination, new)
        let isOfOld = old.map { inventory.comesWithEndpoint(destination, $0) } ?? false
        if !isOfNew, !isOfOld { return route(table, destination, new, old) }
        let goes = old.map { isOfOld ? leaving(table, endpoint: $0) : without(table, destination) } ?? ""
        return goes + (isOfNew ? association(table, endpoint: new) : route(table, destination, new, nil))
    }

    private func route(
        _ table: RouteTableIndex, _ destination: Route.Destination, _ target: RouteTarget, _ replaced: RouteTarget?
    ) -> String {
        inventory.topology[table].terraformStyle == .inlineBlocks
            ? block(table, destination, target, replaced) : resource(table, destination, target, replaced)
    }

    private func without(_ table: RouteTableIndex, _ destination: Route.Destination) -> String {
        let name = network.nameAndID(inventory.topology[table].id)
        let isInline = inventory.topology[table].terraformStyle == .inlineBlocks
        let what = isInline ? "the route block" : "the aws_route"
        return TerraformText.comment("without \(what) of \(name) to \(network.name(destination))")
    }

    /// A table of a gateway endpoint, which gives it the endpoint's route.
    private func association(_ table: RouteTableIndex, endpoint: RouteTarget) -> String {
        let own = inventory.topology[table].id
        let remark = CodeForm.terraform.inEndpoint(table: network.nameAndID(own), network.nameAndID(endpoint.id))
        return TerraformText.comment(remark)
            + TerraformText.resource(
                "aws_vpc_endpoint_route_table_association", "\(network.name(own)) \(network.name(endpoint.id))",
                [("route_table_id", quoted(own)), ("vpc_endpoint_id", quoted(endpoint.id))])
    }

    private func leaving(_ table: RouteTableIndex, endpoint: RouteTarget) -> String {
        let name = network.nameAndID(inventory.topology[table].id)
        return TerraformText.comment(CodeForm.terraform.outOfEndpoint(table: name, network.nameAndID(endpoint.id)))
    }

    private func resource(
        _ table: RouteTableIndex, _ destination: Route.Destination, _ target: RouteTarget, _ replaced: RouteTarget?
    ) -> String {
        let rows =
            [
                ("route_table_id", quoted(inventory.topology[table].id)),
                self.destination(destination, v4: "destination_cidr_block", v6: "destination_ipv6_cidr_block"),
            ] + self.target(target)
        let text = TerraformText.resource("aws_route", "\(network.name(table)) \(network.name(destination))", rows)
        let name = network.nameAndID(inventory.topology[table].id)
        let comment = TerraformText.comment("in place of the aws_route of \(name) to \(network.name(destination))")
        return replaced == nil ? text : comment + text
    }

    /// The block for a table whose state keeps its routes inline.
    private func block(
        _ table: RouteTableIndex, _ destination: Route.Destination, _ target: RouteTarget, _ replaced: RouteTarget?
    ) -> String {
        let own = inventory.topology[table]
        let position = replaced == nil ? "beside its other routes" : "in place of its route to \(network.name(destination))"
        let rows = [self.destination(destination, v4: "cidr_block", v6: "ipv6_cidr_block")] + self.target(target)
        let type = own.isMain ? "aws_default_route_table or aws_route_table" : "aws_route_table"
        return TerraformText.comment("in the \(type) of \(network.nameAndID(own.id)), \(position)")
            + "route {\n\(TerraformText.rows(rows))}"
    }

    private func destination(_ destination: Route.Destination, v4: String, v6: String) -> (String, String) {
        switch destination {
        case .network(let network): cidr(network, v4: v4, v6: v6)
        case .prefixList(let id), .unknown(let id): ("destination_prefix_list_id", quoted(id))
        }
    }

    private func target(_ target: RouteTarget) -> [(String, String)] {
        NetworkSteps.key(target.kind).map { [($0, quoted(target.id))] } ?? []
    }
}
