import Reachability
import Readers
import SecurityGroups
import Testing

/// Templates that are read together, and questions to them.
private struct System: CustomTestStringConvertible, Sendable {
    var name: String
    var documents: [(name: String, text: String)]
    var questions: [Expected]

    init(_ name: String, _ documents: [(name: String, text: String)], _ questions: [Expected]) {
        self.name = name
        self.documents = documents
        self.questions = questions
    }

    var testDescription: String { name }

    func read() throws -> Inventory { try Fixtures.read(documents: documents, label: name) }
}

@Suite("Several templates are one system")
struct TemplateSystemTests {
    private static let database = #"{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: SOURCE}"#

    private static func db(from source: String) -> String {
        """
        Resources:
          Db:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: db
              VpcId: vpc-1
              SecurityGroupIngress: [\(database.replacing("SOURCE", with: source))]

        """
    }

    /// A rule resource of App's for a group that is named so.
    private static func rule(of owner: String) -> String {
        """
        Resources:
          App: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: app, VpcId: vpc-1}}
          ToDb:
            Type: AWS::EC2::SecurityGroupIngress
            Properties: {GroupId: \(owner), IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref App}

        """
    }

    private static func net(_ outputs: String) -> String {
        """
        Resources:
          Db: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: db, VpcId: vpc-1}}
          Cache: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: cache, VpcId: vpc-1}}
        \(outputs)
        """
    }

    private static let exported = "Outputs: {Out: {Value: !GetAtt Db.GroupId, Export: {Name: net-db}}}"
    private static let toDb = Expected("App -> Db:5432", .allowed)

    private static let joined: [System] = [
        System(
            "An import is what the other stack exports",
            [("net.yaml", net(exported)), ("app.yaml", rule(of: "!ImportValue net-db"))],
            [toDb, Expected("App -> Cache:5432", .blocked), Expected("App -> App:5432", .blocked)]),
        System(
            "The order of the inputs does not matter",
            [("app.yaml", rule(of: "!ImportValue net-db")), ("net.yaml", net(exported))],
            [toDb, Expected("App -> Cache:5432", .blocked)]),
        System(
            "An import whose name a default settles",
            [
                ("net.yaml", net(exported)),
                (
                    "app.yaml",
                    "Parameters: {Stack: {Type: String, Default: net}}\n" + rule(of: "{'Fn::ImportValue': !Sub '${Stack}-db'}")
                ),
            ], [toDb, Expected("App -> Cache:5432", .blocked)]),
        System(
            "An export that is called after its stack is found by the file's name",
            [
                (
                    "net.yaml",
                    net("Outputs: {Out: {Value: !GetAtt Db.GroupId, Export: {Name: !Sub '${AWS::StackName}-db'}}}")
                ), ("app.yaml", rule(of: "!ImportValue net-db")),
            ], [toDb, Expected("App -> Cache:5432", .blocked)]),
        System(
            "An import that no loaded stack exports lands on nobody who is loaded",
            [("net.yaml", net(exported)), ("app.yaml", rule(of: "!ImportValue other-db"))],
            [Expected("App -> Db:5432", .blocked), Expected("App -> App:5432", .blocked)]),
        System(
            "An import of what two stacks export names both",
            [
                ("net.yaml", net(exported)), ("old.yaml", net(exported.replacing("Db.", with: "Cache."))),
                ("app.yaml", rule(of: "!ImportValue net-db")),
                ("web.yaml", db(from: "!ImportValue net-db").replacing("Db:", with: "Web:")),
            ],
            [
                Expected("App -> net/Db:5432", .depends, because: "import net-db of stack net or old decides"),
                Expected("App -> old/Cache:5432", .depends, because: "import net-db of stack net or old decides"),
                Expected("App -> net/Cache:5432", .blocked),
                Expected("net/Db -> Web:5432", .depends, because: "if import net-db of stack net or old is a group of net/Db"),
            ]),
        System(
            "An import of what one of two stacks exports under a condition",
            [
                ("net.yaml", net(exported)),
                (
                    "old.yaml",
                    "Conditions: {Never: !Equals [a, b]}\n"
                        + net("Outputs: {Out: {Condition: Never, Value: !GetAtt Cache.GroupId, Export: {Name: net-db}}}")
                ), ("app.yaml", rule(of: "!ImportValue net-db")),
            ], [Expected("App -> net/Db:5432", .allowed), Expected("App -> old/Cache:5432", .blocked)]),
        System(
            "A stored value that decides whether it is stored itself",
            [
                (
                    "app.yaml",
                    """
                    Parameters: {Stage: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /stage}}
                    Conditions: {Is: !Equals [!Ref Stage, prod]}
                    Resources:
                      S: {Type: AWS::SSM::Parameter, Condition: Is, Properties: {Name: /stage, Type: String, Value: prod}}
                      Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, SecurityGroupIngress: [!If [Is, {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8}, !Ref AWS::NoValue]]}}

                    """
                )
            ], [Expected("10.0.0.9 -> Web:22", .depends, because: "condition Is")]),
        System(
            "An export whose name is open may be the one",
            [
                (
                    "net.yaml",
                    "Parameters: {Name: {Type: String}}\n"
                        + net("Outputs: {Out: {Value: !GetAtt Db.GroupId, Export: {Name: !Sub '${Name}-db'}}}")
                ), ("app.yaml", rule(of: "!ImportValue prod-db")),
            ],
            [
                Expected("App -> Db:5432", .depends, because: "import prod-db"), Expected("App -> Cache:5432", .blocked),
                Expected("App -> App:5432", .blocked),
            ]),
        System(
            "An import whose name is open may be any export",
            [
                ("net.yaml", net(exported)),
                ("app.yaml", "Parameters: {Stack: {Type: String}}\n" + rule(of: "{'Fn::ImportValue': !Sub '${Stack}-db'}")),
            ],
            [
                Expected("App -> Db:5432", .depends, because: "import ${Stack}-db"), Expected("App -> Cache:5432", .blocked),
                Expected("App -> App:5432", .blocked),
            ]),
        System(
            "An owner that is a parameter may be any group",
            [
                ("net.yaml", net("")),
                ("app.yaml", "Parameters: {Owner: {Type: 'AWS::EC2::SecurityGroup::Id'}}\n" + rule(of: "!Ref Owner")),
            ],
            [
                Expected("App -> Db:5432", .depends, because: "parameter Owner"),
                Expected("App -> Cache:5432", .depends, because: "parameter Owner"),
                Expected("10.0.0.9 -> Db:5432", .depends),
            ]),
        System(
            "A source that is imported and not loaded may be any group",
            [("db.yaml", db(from: "!ImportValue app-group")), ("app.yaml", rule(of: "!ImportValue nobody"))],
            [Expected("App -> Db:5432", .depends, because: "import app-group"), Expected("internet -> Db:5432", .blocked)]),
        System(
            "An output of another stack, named by its file",
            [
                ("net.yaml", net("Outputs: {Out: {Value: !GetAtt Db.GroupId}}")),
                ("app.yaml", rule(of: "{'Fn::GetStackOutput': {StackName: net, OutputName: Out}}")),
            ], [toDb, Expected("App -> Cache:5432", .blocked)]),
        System(
            "An output of a stack that is not loaded, or by a role of another account",
            [
                ("net.yaml", net("Outputs: {Out: {Value: !GetAtt Db.GroupId}}")),
                (
                    "app.yaml",
                    rule(
                        of:
                            "{'Fn::GetStackOutput': {StackName: net, OutputName: Out, RoleArn: 'arn:aws:iam::111122223333:role/x'}}"
                    )
                ),
            ],
            [
                Expected("App -> Db:5432", .depends, because: "output Out of stack net"),
                Expected("App -> App:5432", .blocked),
            ]),
        System(
            "A dynamic reference to what another template stores",
            [
                (
                    "net.yaml",
                    net(
                        "  Stored: {Type: AWS::SSM::Parameter, Properties: {Name: /net/db, Type: String, Value: !GetAtt Db.GroupId}}"
                    )
                ), ("app.yaml", rule(of: "'{{resolve:ssm:/net/db}}'")),
            ], [toDb, Expected("App -> Cache:5432", .blocked)]),
        System(
            "A dynamic reference that nobody stores, or to an older version",
            [
                (
                    "net.yaml",
                    net(
                        "  Stored: {Type: AWS::SSM::Parameter, Properties: {Name: /net/db, Type: String, Value: !GetAtt Db.GroupId}}"
                    )
                ), ("app.yaml", rule(of: "'{{resolve:ssm:/net/db:1}}'")),
            ],
            [
                Expected("App -> Db:5432", .depends, because: "resolve:ssm:/net/db:1"), Expected("App -> App:5432", .blocked),
            ]),
        System(
            "A parameter whose value another template stores",
            [
                (
                    "net.yaml",
                    net(
                        "  Stored: {Type: AWS::SSM::Parameter, Properties: {Name: /net/db, Type: String, Value: !GetAtt Db.GroupId}}"
                    )
                ),
                (
                    "app.yaml",
                    "Parameters: {Owner: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::SecurityGroup::Id>', Default: /net/db}}\n"
                        + rule(of: "!Ref Owner")
                ),
            ], [toDb, Expected("App -> Cache:5432", .blocked)]),
        System(
            "A secret that another template writes out",
            [
                (
                    "secret.yaml",
                    "Resources: {S: {Type: AWS::SecretsManager::Secret, Properties: {Name: net, SecretString: '{\"office\": \"198.51.100.0/24\"}'}}}"
                ),
                (
                    "app.yaml",
                    "Resources: {App: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: '{{resolve:secretsmanager:net:SecretString:office}}'}]}}}"
                ),
            ], [Expected("198.51.100.7 -> App:22", .allowed), Expected("203.0.113.7 -> App:22", .blocked)]),
        System(
            "A secret that no template writes out",
            [
                (
                    "app.yaml",
                    "Resources: {App: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: '{{resolve:secretsmanager:net:SecretString:office}}'}]}}}"
                )
            ], [Expected("198.51.100.7 -> App:22", .depends, because: "resolve:secretsmanager:net:SecretString:office")]),
    ]

    @Test("What stacks know of each other is joined where both are loaded, and open where not", arguments: joined)
    fileprivate func joins(_ system: System) throws {
        let inventory = try system.read()
        for question in system.questions { try question.check(inventory) }
    }

    // MARK: Nested stacks

    private static let child = """
        Parameters: {Port: {Type: Number}, Source: {Type: 'List<AWS::EC2::SecurityGroup::Id>'}, Made: {Type: String, Default: 'yes'}}
        Conditions: {IsMade: !Equals [!Ref Made, 'yes']}
        Resources:
          Sg:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: x
              VpcId: vpc-1
              SecurityGroupIngress:
                - {IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, SourceSecurityGroupId: !Select [0, !Ref Source]}
        Outputs: {Id: {Value: !GetAtt Sg.GroupId}}

        """

    private static let root = """
        Parameters: {Port: {Type: Number}}
        Resources:
          Edge: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: edge, VpcId: vpc-1}}
          Web: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./child.yaml, Parameters: {Port: 80, Source: !GetAtt Edge.GroupId}}}
          Api: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Port: !Ref Port, Source: !Join [',', [!GetAtt Web.Outputs.Id]]}}}
          Last: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: last, VpcId: vpc-1, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 1, ToPort: 1, SourceSecurityGroupId: !GetAtt Api.Outputs.Id}]}}

        """

    @Test("A template that two nested stacks are made of is two stacks, each with its parent's values")
    func nested() throws {
        let inventory = try System("nested", [("stacks/root.yaml", Self.root), ("stacks/child.yaml", Self.child)], []).read()
        for question in [
            Expected("Edge -> root/Web/Sg:80", .allowed), Expected("Edge -> root/Web/Sg:81", .blocked),
            Expected("root/Web/Sg -> root/Api/Sg:8080", .depends, because: "parameter root/Port"),
            Expected("Edge -> root/Api/Sg:8080", .blocked), Expected("root/Api/Sg -> Last:1", .allowed),
            Expected("root/Web/Sg -> Last:1", .blocked),
        ] { try question.check(inventory) }
        #expect(inventory.loadedGroups.count == 4)
    }

    @Test(
        "A nested stack that is made only perhaps, or not at all",
        arguments: [
            ("", "'no'", 1, nil), ("", "'yes'", 2, .allowed), ("Parameters: {P: {Type: String}}\n", "!Ref P", 2, .depends),
        ] as [(String, String, Int, Verdict?)])
    func conditional(_ parameters: String, _ value: String, _ groups: Int, _ verdict: Verdict?) throws {
        let root = """
            \(parameters)Conditions: {Is: !Equals [\(value), 'yes']}
            Resources:
              Edge: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: edge, VpcId: vpc-1}}
              Web: {Type: AWS::CloudFormation::Stack, Condition: Is, Properties: {TemplateURL: child.yaml, Parameters: {Port: 80, Source: !Ref Edge}}}

            """
        let inventory = try System("x", [("root.yaml", root), ("child.yaml", Self.child)], []).read()
        #expect(inventory.loadedGroups.count == groups)
        if let verdict { try Expected("Edge -> Sg:80", verdict).check(inventory) }
    }

    private static let stored = """
        Resources:
          Db: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: db, VpcId: vpc-1}}
          Stored: {Type: AWS::SSM::Parameter, Properties: {Name: /net/db, Type: String, Value: !GetAtt Db.GroupId}}
          Office: {Type: AWS::SecretsManager::Secret, Properties: {Name: office, SecretString: 198.51.100.0/24}}

        """

    @Test(
        "What a nested stack stores counts where the stack is made; another stack's value may decide that",
        arguments: [("prod", Verdict.allowed), ("test", .depends)])
    func storedByNested(stage: String, verdict: Verdict) throws {
        let root = """
            Parameters: {Stage: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /stage}}
            Conditions: {Is: !Equals [!Ref Stage, prod]}
            Resources:
              Net: {Type: AWS::CloudFormation::Stack, Condition: Is, Properties: {TemplateURL: net.yaml}}

            """
        let account =
            "Resources: {S: {Type: AWS::SSM::Parameter, Properties: {Name: /stage, Type: String, Value: \(stage)}}}\n"
        let app = """
            Resources:
              App: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: app, VpcId: vpc-1}}
              Web:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: web
                  VpcId: vpc-1
                  SecurityGroupIngress:
                    - {IpProtocol: tcp, FromPort: 1, ToPort: 1, SourceSecurityGroupId: '{{resolve:ssm:/net/db}}'}
                    - {IpProtocol: tcp, FromPort: 2, ToPort: 2, CidrIp: '{{resolve:secretsmanager:office:SecretString}}'}

            """
        let inventory = try System(
            "x", [("root.yaml", root), ("net.yaml", Self.stored), ("app.yaml", app), ("account.yaml", account)], []
        ).read()
        #expect(inventory.loadedGroups.count == (verdict == .allowed ? 3 : 2))
        try Expected("198.51.100.7 -> Web:2", verdict).check(inventory)
        try Expected("App -> Web:1", verdict == .allowed ? .blocked : .depends).check(inventory)
    }

    @Test("A nested stack whose template is not loaded leaves its outputs open and gives no group of the parent a rule")
    func absent() throws {
        let inventory = try System("x", [("root.yaml", Self.root + Self.ruleOfOutput)], []).read()
        try Expected("Edge -> Last:1", .depends, because: "Api.Outputs.Id").check(inventory)
        try Expected("Edge -> Edge:5432", .blocked).check(inventory)
        #expect(inventory.group(id: "Web.Outputs.Id").map { inventory[$0].ingress.count } == 1)
    }

    private static let ruleOfOutput =
        "  Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !GetAtt Web.Outputs.Id, IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref Edge}}\n"

    // MARK: Identity

    private static func alike(_ port: Int) -> String {
        """
        Parameters: {Office: {Type: String}}
        Resources:
          SecurityGroup:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: x
              VpcId: vpc-1
              SecurityGroupIngress:
                - {IpProtocol: tcp, FromPort: \(port), ToPort: \(port), CidrIp: 0.0.0.0/0}
                - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Office}
                - {IpProtocol: tcp, FromPort: 9, ToPort: 9, SourceSecurityGroupId: !Ref SecurityGroup}

        """
    }

    @Test("Two stacks with one logical id are two groups, and a question has to say which")
    func identity() throws {
        let inventory = try System(
            "x", [("a/web.yaml", Self.alike(443)), ("a/db.yaml", Self.alike(5432)), ("b/db.yaml", Self.alike(3306))], []
        ).read()
        #expect(
            inventory.loadedGroups.map { inventory[inventory[$0].id] }.sorted()
                == ["a/db/SecurityGroup", "b/db/SecurityGroup", "web/SecurityGroup"])
        let analyzer = Analyzer(inventory)
        #expect(
            throws: QuestionError.ambiguousEnd(
                "SecurityGroup", candidates: ["a/db/SecurityGroup", "b/db/SecurityGroup", "web/SecurityGroup"])
        ) { try analyzer.resolver.resolve("SecurityGroup") }
        for question in [
            Expected("internet -> web/SecurityGroup:443", .allowed), Expected("internet -> web/SecurityGroup:5432", .blocked),
            Expected("internet -> a/db/SecurityGroup:5432", .allowed), Expected("internet -> b/db/SecurityGroup:5432", .blocked),
            Expected("web/SecurityGroup -> a/db/SecurityGroup:9", .blocked),
            Expected("web/SecurityGroup -> web/SecurityGroup:9", .allowed),
            Expected("198.51.100.7 -> web/SecurityGroup:22", .depends, because: "parameter web/Office"),
        ] { try question.check(inventory) }
    }

    @Test("A template that lies twice in one folder is read once, and in two folders is two stacks")
    func copies() throws {
        let twice = try System("x", [("a/web.yaml", Self.alike(443)), ("a/copy.yaml", Self.alike(443))], []).read()
        #expect(twice.loadedGroups.count == 1)
        #expect(twice.notices.contains("a/copy.yaml is the same template as a/web.yaml: read once"))
        let nested = try System(
            "x",
            [
                ("root.yaml", Self.root.replacing("./child.yaml", with: "copy.yaml")), ("child.yaml", Self.child),
                ("copy.yaml", Self.child),
            ], []
        ).read()
        #expect(nested.loadedGroups.map { nested[nested[$0].id] }.sorted() == ["Edge", "Last", "root/Api/Sg", "root/Web/Sg"])
        let apart = try System("x", [("dev/web.yaml", Self.alike(443)), ("prod/web.yaml", Self.alike(443))], []).read()
        #expect(
            apart.loadedGroups.map { apart[apart[$0].id] }.sorted() == ["dev/web/SecurityGroup", "prod/web/SecurityGroup"])
    }

    @Test("A VPC that the input does not settle is marked as such, one that it settles is not")
    func unknownVpc() throws {
        let text = """
            Parameters: {V: {Type: String}}
            Resources:
              Own: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
              A: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !ImportValue net-vpc}}
              B: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !Ref V}}
              C: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !Ref Own}}
              D: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: vpc-1}}

            """
        let inventory = try Fixtures.read(text: text)
        let unknown = inventory.loadedGroups.filter { inventory.isUnknown(vpc: inventory[$0].vpc) }
        #expect(unknown.map { inventory[inventory[$0].id] }.sorted() == ["A", "B"])
    }

    // MARK: Without end

    private static func nesting(_ file: String) -> String {
        "Resources: {A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: \(file)}}, B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: \(file)}}, Sg: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x}}}\n"
    }

    @Test("Templates that nest each other in a circle are read once each, beside others")
    func circle() throws {
        let inventory = try System(
            "x", [("a.yaml", Self.nesting("b.yaml")), ("b.yaml", Self.nesting("a.yaml")), ("c.yaml", Self.nesting("none.yaml"))],
            []
        ).read()
        #expect(inventory.loadedGroups.map { inventory[inventory[$0].id] }.sorted() == ["a/A/Sg", "a/B/Sg", "a/Sg", "c/Sg"])
    }

    @Test("Templates that nest ever more stacks are refused in one line")
    func doubling() {
        let all = (0..<14).map { (name: "t\($0).yaml", text: Self.nesting("t\($0 + 1).yaml")) }
        let message = Fixtures.message { _ = try System("x", all, []).read() }
        #expect(message?.hasSuffix(".yaml: nests stacks without end") ?? false, "\(message ?? "no error")")
    }

    @Test("Loops within loops that make ever more are refused in one line")
    func loops() {
        let list = "[\((0..<20).map { "'\($0)'" }.joined(separator: ", "))]"
        var inner = "{'G${L0}': {Type: AWS::SQS::Queue}}"
        for level in 0..<5 { inner = "{'Fn::ForEach::L\(level)': [L\(level), \(list), \(inner)]}" }
        let message = Fixtures.message { _ = try Fixtures.read(text: "Resources: \(inner)\n") }
        #expect(message == "input.json: the template grows without end when its functions are evaluated")
    }

    @Test("Stacks that import from each other in a circle are refused in one line")
    func imports() {
        func text(_ own: String, _ other: String) -> String {
            "Resources: {Sg: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !ImportValue \(other)}}}\nOutputs: {O: {Value: !ImportValue \(other), Export: {Name: \(own)}}}\n"
        }
        let message = Fixtures.message {
            _ = try System("x", [("a.yaml", text("a", "b")), ("b.yaml", text("b", "a"))], []).read()
        }
        #expect(message == "a.yaml: the template has references that run in a circle, or too deep")
    }
}
