import CoreModel

/// Transit gateways in the shapes of the AWS command line, for ``Snapshot/redacted()``.
extension InventoryDocuments {
    private var topology: Topology { inventory.topology }

    var transitGateways: Snapshot.Document {
        let all = topology.transitGateways.map { gateway in
            object([
                ("TransitGatewayId", text(gateway.id)), ("OwnerId", text(gateway.owner)), ("State", text(gateway.state.text)),
                (
                    "Options",
                    object([
                        ("SecurityGroupReferencingSupport", option(gateway.keepsReferences)),
                        ("AssociationDefaultRouteTableId", text(gateway.associationTable)),
                        ("PropagationDefaultRouteTableId", text(gateway.propagationTable)),
                        ("TransitGatewayCidrBlocks", .list(gateway.networks.map { .text($0.description) })),
                    ])
                ), ("Tags", nameTag(gateway.name)),
            ])
        }
        return document("ec2 describe-transit-gateways", "TransitGateways", all, more(.transitGateways))
    }

    private func option(_ isOn: Bool?) -> Tree { .text(isOn.map { $0 ? "enable" : "disable" } ?? "") }

    // MARK: Attachments

    var transitGatewayAttachments: Snapshot.Document {
        let all = topology.transitGatewayAttachments.map { attachment in
            var members = head(attachment)
            members += [
                ("ResourceType", .text(attachment.kind.word ?? "")), ("ResourceId", text(attachment.resource)),
                ("ResourceOwnerId", text(attachment.resourceOwner)),
            ]
            switch attachment.association {
            case .none: break
            // One without a table says that it is not told.
            case .unknown: members.append(("Association", object([])))
            case .table(let table, let state):
                let association = [("TransitGatewayRouteTableId", text(table)), ("State", text(state.text))]
                members.append(("Association", object(association)))
            }
            return object(members)
        }
        return document(
            "ec2 describe-transit-gateway-attachments", "TransitGatewayAttachments", all, more(.transitGatewayAttachments))
    }

    var transitGatewayVpcAttachments: Snapshot.Document {
        let told = topology.transitGatewayAttachments.filter {
            $0.kind == .vpc
                && ($0.subnets != nil || $0.keepsReferences != nil || $0.usesApplianceMode != nil || $0.carriesIPv6 != nil)
        }
        let all = told.map { attachment in
            var members = head(attachment)
            members += [
                ("VpcId", text(attachment.resource)), ("VpcOwnerId", text(attachment.resourceOwner)),
                (
                    "Options",
                    object([
                        ("SecurityGroupReferencingSupport", option(attachment.keepsReferences)),
                        ("ApplianceModeSupport", option(attachment.usesApplianceMode)),
                        ("Ipv6Support", option(attachment.carriesIPv6)),
                    ])
                ),
            ]
            if let subnets = attachment.subnets { members.append(("SubnetIds", .list(subnets.map(text)))) }
            return object(members)
        }
        return document(
            "ec2 describe-transit-gateway-vpc-attachments", "TransitGatewayVpcAttachments", all,
            more(.transitGatewayVpcAttachments))
    }

    var transitGatewayPeeringAttachments: Snapshot.Document {
        let peerings = topology.transitGatewayAttachments.filter { $0.kind == .peering }
        let byResource = Dictionary(grouping: peerings, by: \.resource)
        var all: [Tree] = []
        var written: Set<TransitGatewayAttachment> = []
        for own in peerings where !written.contains(own) {
            let others = byResource[own.gateway] ?? []
            let other =
                others.first { $0.gateway == own.resource && $0.id == own.id } ?? others.first { $0.gateway == own.resource }
            written.insert(own)
            if let other { written.insert(other) }
            // One that only the listing of all attachments tells has no other side; Cloud WAN's is no transit gateway.
            let isOfCloud = inventory[own.resource].hasPrefix("core-network-")
            guard other != nil || isOfCloud else { continue }
            let side = object([
                ("TransitGatewayId", text(own.gateway)), ("OwnerId", text(other?.resourceOwner ?? .none)),
                ("Region", text(other?.peerRegion ?? .none)),
            ])
            let farSide = object([
                (isOfCloud ? "CoreNetworkId" : "TransitGatewayId", text(own.resource)), ("OwnerId", text(own.resourceOwner)),
                ("Region", text(own.peerRegion)),
            ])
            all.append(
                object([
                    ("TransitGatewayAttachmentId", text(own.id)),
                    ("AccepterTransitGatewayAttachmentId", other.map { $0.id == own.id ? .text("") : text($0.id) } ?? .text("")),
                    ("RequesterTgwInfo", side), ("AccepterTgwInfo", farSide), ("State", text(own.state.text)),
                    ("Tags", nameTag(own.name)),
                ]))
        }
        return document(
            "ec2 describe-transit-gateway-peering-attachments", "TransitGatewayPeeringAttachments", all,
            more(.transitGatewayPeeringAttachments))
    }

    private func head(_ attachment: TransitGatewayAttachment) -> [(String, Tree)] {
        [
            ("TransitGatewayAttachmentId", text(attachment.id)), ("TransitGatewayId", text(attachment.gateway)),
            ("State", text(attachment.state.text)), ("Tags", nameTag(attachment.name)),
        ]
    }

    // MARK: Tables

    /// The listing of tables, and of each what is known of its routes, associations and propagations.
    var transitGatewayTables: [Snapshot.Document] {
        let tables = topology.transitGatewayTables.map { table in
            object([
                ("TransitGatewayRouteTableId", text(table.id)), ("TransitGatewayId", text(table.gateway)),
                ("State", text(table.state.text)), ("Tags", nameTag(table.name)),
            ])
        }
        return [
            document(
                "ec2 describe-transit-gateway-route-tables", "TransitGatewayRouteTables", tables, more(.transitGatewayTables))
        ] + topology.transitGatewayTables.flatMap(parts)
    }

    private func parts(_ table: TransitGatewayTable) -> [Snapshot.Document] {
        var all: [Snapshot.Document] = []
        func add(_ call: String, _ list: String, _ elements: [Tree], _ more: [(String, Tree)]) {
            var own = document("ec2 \(call)", list, elements, more)
            own.id = inventory[table.id]
            all.append(own)
        }
        func mark(_ knowledge: ListKnowledge) -> [(String, Tree)] {
            knowledge.isComplete ? [] : [("NextToken", .text("more"))]
        }
        if table.routeKnowledge != .absent {
            // What was worked out is not written as if AWS had listed it.
            let isWhole = table.routeKnowledge.isComplete && table.listsPropagatedRoutes
            add(
                "search-transit-gateway-routes", "Routes", table.routes.map(route),
                [("AdditionalRoutesAvailable", .boolean(!isWhole))])
        }
        if table.associationKnowledge != .absent {
            let kinds = Dictionary(topology.transitGatewayAttachments.map { ($0.id, $0) }) { first, _ in first }
            let elements = table.associations.map { association in
                let own = kinds[association.attachment]
                return object([
                    ("TransitGatewayAttachmentId", text(association.attachment)), ("State", text(association.state.text)),
                    ("ResourceType", .text(own?.kind.word ?? "")), ("ResourceId", text(own?.resource ?? .none)),
                ])
            }
            add(
                "get-transit-gateway-route-table-associations", "Associations", elements, mark(table.associationKnowledge))
        }
        if table.propagationKnowledge != .absent {
            let elements = table.propagations.map {
                object([("TransitGatewayAttachmentId", text($0)), ("State", .text("enabled"))])
            }
            add(
                "get-transit-gateway-route-table-propagations", "TransitGatewayRouteTablePropagations", elements,
                mark(table.propagationKnowledge))
        }
        return all
    }

    private func route(_ route: TransitGatewayRoute) -> Tree {
        let hops = route.hops.map { hop in
            object([
                ("TransitGatewayAttachmentId", text(hop.attachment)), ("ResourceType", .text(hop.kind.word ?? "")),
                ("ResourceId", text(hop.resource)),
            ])
        }
        var members: [(String, Tree)] = [("Type", .text(route.origin == .propagated ? "propagated" : "static"))]
        if case .network(let network) = route.destination {
            members.append(("DestinationCidrBlock", .text(network.description)))
        }
        members.append(("PrefixListId", text(route.prefixList)))
        // A state that nobody knows says that what rests on the route depends.
        members.append(("State", .text(route.doubt == .none ? route.state.word ?? "" : "unsettled")))
        members.append(("TransitGatewayAttachments", .list(hops)))
        return object(members)
    }
}
