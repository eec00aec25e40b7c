import CoreModel

/// What a document tells of transit gateways as a whole, known when all of it is read.
struct TransitGatewayFacts {
    /// The table that attachments get by themselves.
    enum DefaultTable {
        case told(TextID)
        /// None: the gateway gives them none.
        case off
        case unknown
    }

    /// A transit gateway of the document.
    struct Gateway {
        var owner = TextID.none
        var region = TextID.none
        /// Whether the document makes it, and not only looks it up.
        var isManaged = false
        var association = DefaultTable.unknown
        var propagation = DefaultTable.unknown
    }

    /// An attachment of a transit gateway.
    struct Attachment {
        var id: TextID
        var gateway: TextID
        /// The account that owns what is attached.
        var owner = TextID.none
        /// Whether it takes part in the tables that the gateway gives attachments by themselves; nil where that is open.
        var associates: Bool?
        var propagates: Bool?
        /// Whether the gateway's owner says so.
        var isOfGatewayOwner = false
        /// The id of the resource that tells it.
        var resource: TextID
    }

    /// A table of the document, with the id of the resource that makes it.
    struct Table {
        var id: TextID
        var resource: TextID
    }

    var gateways: [TextID: Gateway] = [:]
    private(set) var attachments: [Attachment] = []
    private var attachmentPlaces: [[TextID]: Int] = [:]
    /// The tables that the document makes.
    var tables: [Table] = []
    var gatewayOfTable: [TextID: TextID] = [:]
    /// The tables that attachments are associated with by a resource of their own.
    var associated: [TextID: [TextID]] = [:]
    /// What leaves open which table a route is in, and which table an attachment is associated with or propagates to.
    var openRoutes: Set<String> = []
    var openAssociations: Set<String> = []
    var openPropagations: Set<String> = []

    /// Says that any table may have more than is told, for a reason.
    mutating func leaveOpen(_ name: String) {
        for list in [\Self.openRoutes, \.openAssociations, \.openPropagations] { self[keyPath: list].insert(name) }
    }

    /// Adds an attachment; what the gateway's owner says of it counts.
    mutating func add(_ attachment: Attachment) {
        let key = [attachment.id, attachment.gateway]
        guard let place = attachmentPlaces[key] else {
            attachmentPlaces[key] = attachments.count
            attachments.append(attachment)
            return
        }
        if attachments[place].isOfGatewayOwner, !attachment.isOfGatewayOwner { return }
        let owner = attachments[place].owner
        attachments[place] = attachment
        attachments[place].owner.fill(from: owner)
    }

    /// Whether a resource of its own says which table of its gateway an attachment is associated with.
    func isAssociated(_ attachment: Attachment) -> Bool {
        (associated[attachment.id] ?? []).contains { table in
            let gateway = gatewayOfTable[table] ?? .none
            return gateway.isNone || gateway == attachment.gateway
        }
    }
}

extension TextID {
    fileprivate mutating func fill(from other: TextID) {
        if isNone { self = other }
    }
}

extension TerraformResources {
    /// Says which tables attachments are in by themselves, and what is open of tables.
    ///
    /// A gateway with tables of its own for attachments gives them to those that its own account attaches; of another account's the
    /// provider cannot tell, and says true.
    /// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_vpc_attachment
    func finishTransitGateways(into collector: inout Collector) {
        let facts = network.transit
        for attachment in facts.attachments {
            guard let gateway = facts.gateways[attachment.gateway], counts(attachment, gateway) else { continue }
            associate(attachment, gateway, into: &collector)
            guard attachment.propagates == true, case .told(let table) = gateway.propagation else { continue }
            var own = TransitGatewayTable(id: table)
            own.gateway = attachment.gateway
            own.propagations = [attachment.id]
            own.propagationKnowledge = .partial(.owner)
            collector.builder.add(own, by: attachment.resource)
        }
        let open = [facts.openRoutes, facts.openAssociations, facts.openPropagations].map { $0.min() }
        guard open.contains(where: { $0 != nil }) else { return }
        for table in facts.tables {
            var own = TransitGatewayTable(id: table.id)
            let knowledge: [ListKnowledge] = open.map { name in
                name.map { .partial(.unsettled(collector.builder.intern($0))) } ?? .absent
            }
            own.routeKnowledge = knowledge[0]
            own.associationKnowledge = knowledge[1]
            own.propagationKnowledge = knowledge[2]
            collector.builder.add(own, by: table.resource)
        }
    }

    private func counts(_ attachment: TransitGatewayFacts.Attachment, _ gateway: TransitGatewayFacts.Gateway) -> Bool {
        if attachment.isOfGatewayOwner { return true }
        if attachment.owner.isNone || gateway.owner.isNone { return gateway.isManaged }
        return attachment.owner == gateway.owner
    }

    private func associate(
        _ attachment: TransitGatewayFacts.Attachment, _ gateway: TransitGatewayFacts.Gateway, into collector: inout Collector
    ) {
        if network.transit.isAssociated(attachment) { return }
        switch (attachment.associates, gateway.association) {
        case (true, .told(let table)):
            var own = TransitGatewayTable(id: table)
            own.gateway = attachment.gateway
            own.associations = [TransitGatewayAssociation(attachment.id, ResourceState())]
            own.associationKnowledge = .partial(.owner)
            collector.builder.add(own, by: attachment.resource)
        // Another state may associate it, or somebody by hand: that it is in none no state tells.
        case (false, _), (true, .off), (nil, _), (true, .unknown): break
        }
    }
}
