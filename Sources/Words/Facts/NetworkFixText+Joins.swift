import CoreModel
import Reachability

/// Changes of what joins VPCs: peering connections, transit gateways.
extension NetworkFixText {
    /// "attachment tgw-attach-1 (vpc-b): propagated to tgw-rtb-1".
    var joinLine: String {
        switch fix {
        case .acceptance(let peering): return "peering \(network.name(peering)): accepted"
        case .association(let attachment, let table):
            return "attachment \(name(attachment)): associated with table \(network.name(table))"
        case .propagation(let attachment, let table):
            return "table \(network.name(table)): propagation from \(name(attachment))"
        case .transitRoute(let table, let destination, let attachment, _):
            return "table \(network.name(table)): \(network.name(destination)) -> \(name(attachment))"
        case .transitRemoval(let table, let route):
            return "table \(network.name(table)): without \(network.text(route, of: inventory.topology[table].gateway))"
        case .attachmentSubnet(let attachment, let subnet):
            let zone = inventory.subnets.first { $0.id == subnet }.map { inventory[$0.zone] } ?? ""
            return "attachment \(name(attachment)): subnet \(network.name(subnet))\(zone.isEmpty ? "" : " in \(zone)")"
        case .references(let gateway): return "transit gateway \(network.name(gateway)): security group referencing on"
        case .attachmentReferences(let attachment): return "attachment \(name(attachment)): security group referencing on"
        case .entry, .route, .exclusion, .attach, .checkOff, .address, .removal, .crossZone: return ""
        }
    }

    var joinWarning: String? {
        switch fix {
        case .acceptance: return "joins the two VPCs, as far as routes, ACLs and groups let it"
        case .propagation(let attachment, let table):
            return
                "everything that is looked up in \(network.name(table)) gets to \(name(attachment)) too, as far as ACLs and groups let it"
        case .transitRoute(_, _, let attachment, let replaced):
            guard let replaced else { return nil }
            return replaced.state == .blackhole
                ? "everything else that it drops goes to \(name(attachment)) too"
                : "everything else that takes this route goes to \(name(attachment)) too"
        case .transitRemoval: return "it serves others: everything else that takes this route goes by the next one too"
        case .references: return "rules that name groups begin to match across it, for all of its attachments"
        case .attachmentReferences: return "rules that name groups begin to match across it"
        case .association, .attachmentSubnet: return nil
        case .entry, .route, .exclusion, .attach, .checkOff, .address, .removal, .crossZone: return nil
        }
    }

    private func name(_ attachment: TransitGatewayAttachmentIndex) -> String {
        let own = inventory.topology[attachment]
        return network.attachment(own.id, of: own.gateway)
    }

    // MARK: Commands

    /// The verb of the command that makes the change, with its arguments.
    var joinCommand: (verb: String, arguments: [String])? {
        switch fix {
        case .acceptance(let peering):
            return ("accept-vpc-peering-connection", ["--vpc-peering-connection-id", inventory[peering]])
        case .association(let attachment, let table):
            return ("associate-transit-gateway-route-table", place(table) + place(attachment))
        case .propagation(let attachment, let table):
            return ("enable-transit-gateway-route-table-propagation", place(table) + place(attachment))
        case .transitRoute(let table, let destination, let attachment, let replaced):
            let verb = replaced == nil ? "create-transit-gateway-route" : "replace-transit-gateway-route"
            return (verb, place(table) + place(destination) + place(attachment))
        case .transitRemoval(let table, let route):
            return ("delete-transit-gateway-route", place(table) + place(route.destination))
        case .attachmentSubnet(let attachment, let subnet):
            return ("modify-transit-gateway-vpc-attachment", place(attachment) + ["--add-subnet-ids", inventory[subnet]])
        case .references(let gateway): return referencing(gateway, "enable")
        case .attachmentReferences(let attachment): return referencing(attachment, "enable")
        case .entry, .route, .exclusion, .attach, .checkOff, .address, .removal, .crossZone: return nil
        }
    }

    /// The verb of the command that takes it back, with its arguments.
    var joinUndo: (verb: String, arguments: [String])? {
        switch fix {
        case .acceptance(let peering):
            // What was accepted cannot wait again: it can only go.
            return ("delete-vpc-peering-connection", ["--vpc-peering-connection-id", inventory[peering]])
        case .association(let attachment, let table):
            return ("disassociate-transit-gateway-route-table", place(table) + place(attachment))
        case .propagation(let attachment, let table):
            return ("disable-transit-gateway-route-table-propagation", place(table) + place(attachment))
        case .transitRoute(let table, let destination, _, let replaced):
            guard let replaced else { return ("delete-transit-gateway-route", place(table) + place(destination)) }
            return ("replace-transit-gateway-route", place(table) + place(destination) + target(replaced))
        case .transitRemoval(let table, let route):
            return ("create-transit-gateway-route", place(table) + place(route.destination) + target(route))
        case .attachmentSubnet(let attachment, let subnet):
            return ("modify-transit-gateway-vpc-attachment", place(attachment) + ["--remove-subnet-ids", inventory[subnet]])
        case .references(let gateway): return referencing(gateway, "disable")
        case .attachmentReferences(let attachment): return referencing(attachment, "disable")
        case .entry, .route, .exclusion, .attach, .checkOff, .address, .removal, .crossZone: return nil
        }
    }

    private func referencing(_ gateway: TextID, _ word: String) -> (String, [String]) {
        let options = ["--options", "SecurityGroupReferencingSupport=\(word)"]
        return ("modify-transit-gateway", ["--transit-gateway-id", inventory[gateway]] + options)
    }

    private func referencing(_ attachment: TransitGatewayAttachmentIndex, _ word: String) -> (String, [String]) {
        ("modify-transit-gateway-vpc-attachment", place(attachment) + ["--options", "SecurityGroupReferencingSupport=\(word)"])
    }

    private func place(_ table: TransitGatewayTableIndex) -> [String] {
        ["--transit-gateway-route-table-id", inventory[inventory.topology[table].id]]
    }

    private func place(_ attachment: TransitGatewayAttachmentIndex) -> [String] {
        ["--transit-gateway-attachment-id", inventory[inventory.topology[attachment].id]]
    }

    private func place(_ destination: Route.Destination) -> [String] {
        ["--destination-cidr-block", network.name(destination)]
    }

    private func target(_ route: TransitGatewayRoute) -> [String] {
        guard let hop = route.hops.first, route.state != .blackhole else { return ["--blackhole"] }
        return ["--transit-gateway-attachment-id", inventory[hop.attachment]]
    }

    // MARK: Terraform

    /// The same as Terraform: a resource, or what to change in one.
    var joinTerraform: String {
        func quoted(_ id: TextID) -> String { TerraformText.quoted(inventory[id]) }
        func of(_ attachment: TransitGatewayAttachmentIndex, _ table: TransitGatewayTableIndex) -> [(String, String)] {
            [
                ("transit_gateway_attachment_id", quoted(inventory.topology[attachment].id)),
                ("transit_gateway_route_table_id", quoted(inventory.topology[table].id)),
            ]
        }
        switch fix {
        case .acceptance(let peering):
            return TerraformText.resource(
                "aws_vpc_peering_connection_accepter", network.name(peering),
                [("vpc_peering_connection_id", quoted(peering)), ("auto_accept", "true")])
        case .association(let attachment, let table):
            return TerraformText.resource(
                "aws_ec2_transit_gateway_route_table_association", name(attachment), of(attachment, table))
        case .propagation(let attachment, let table):
            return TerraformText.resource(
                "aws_ec2_transit_gateway_route_table_propagation", "\(name(attachment)) \(network.name(table))",
                of(attachment, table))
        case .transitRoute(let table, let destination, let attachment, let replaced):
            let cidr = network.name(destination)
            let text = TerraformText.resource(
                "aws_ec2_transit_gateway_route", "\(network.name(table)) \(cidr)",
                [("destination_cidr_block", TerraformText.quoted(cidr))] + of(attachment, table))
            let whose = "the aws_ec2_transit_gateway_route of \(network.nameAndID(inventory.topology[table].id)) to \(cidr)"
            return replaced == nil ? text : TerraformText.comment("in place of \(whose)") + text
        case .transitRemoval(let table, let route):
            let cidr = network.name(route.destination)
            return TerraformText.comment(
                "without the aws_ec2_transit_gateway_route of \(network.nameAndID(inventory.topology[table].id)) to \(cidr)")
        case .attachmentSubnet(let attachment, let subnet):
            let own = inventory.topology[attachment]
            let all = ((own.subnets ?? []) + [subnet]).map(quoted).joined(separator: ", ")
            return vpcAttachment(own) + "subnet_ids = [\(all)]"
        case .references(let gateway):
            return TerraformText.comment("in the aws_ec2_transit_gateway of \(network.nameAndID(gateway))")
                + "security_group_referencing_support = \"enable\""
        case .attachmentReferences(let attachment):
            return vpcAttachment(inventory.topology[attachment]) + "security_group_referencing_support = \"enable\""
        case .entry, .route, .exclusion, .attach, .checkOff, .address, .removal, .crossZone: return ""
        }
    }

    private func vpcAttachment(_ attachment: TransitGatewayAttachment) -> String {
        TerraformText.comment("in the aws_ec2_transit_gateway_vpc_attachment of \(network.nameAndID(attachment.id))")
    }
}
