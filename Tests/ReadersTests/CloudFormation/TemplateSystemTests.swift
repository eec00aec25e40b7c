import Reachability
import Readers
import CoreModel
import Testing

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
