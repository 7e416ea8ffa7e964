<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name>Banner</name>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>程序出了差错，这一步没有办成；已录的内容都在。请再试一次，仍不行请告诉管理员</source>
        <translation>The program made a mistake and this step was not done; what you entered is all kept. Please try again, and tell the administrator if it happens again</translation>
    </message>
</context>
<context>
    <name>FirstStartForm</name>
    <message>
        <source>这台机器上还没有数据。先建一个试用库：用自带的事项目录，打印的文书都标“样张”。</source>
        <translation>There is no data on this machine yet. Make an evaluation store first: it uses the bundled catalogue, and everything it prints is marked 样张 (specimen).</translation>
    </message>
    <message>
        <source>经办人姓名</source>
        <translation>Clerk's name</translation>
    </message>
    <message>
        <source>窗口号</source>
        <translation>Counter number</translation>
    </message>
    <message>
        <source>密码（至少 {n} 位）</source>
        <translation>Password (at least {n} characters)</translation>
    </message>
    <message>
        <source>再输一次密码</source>
        <translation>Password again</translation>
    </message>
    <message>
        <source>密码只有本人知道，忘了就打不开这个库，请记好。</source>
        <translation>Only you know the password. Without it this store cannot be opened, so please remember it.</translation>
    </message>
    <message>
        <source>建立试用库并登录</source>
        <translation>Make the store and log in</translation>
    </message>
    <message>
        <source>请填姓名，登录时要选它</source>
        <translation>Please enter the name; it is chosen at log-in</translation>
    </message>
    <message>
        <source>请设一个密码</source>
        <translation>Please choose a password</translation>
    </message>
    <message>
        <source>太短，至少 {n} 位</source>
        <translation>Too short: at least {n} characters</translation>
    </message>
    <message>
        <source>两次不一样，请再输一次</source>
        <translation>The two differ, please enter it again</translation>
    </message>
    <message>
        <source>请填窗口号，文书编号里要用</source>
        <translation>Please enter the counter number; document numbers contain it</translation>
    </message>
    <message>
        <source>窗口号是一位或两位数字，例如 3</source>
        <translation>A counter number has one or two digits, such as 3</translation>
    </message>
</context>
<context>
    <name>HelpOverlay</name>
    <message>
        <source>按键一览</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>颜色淡的键现在不起作用。输入法正在拼字时，所有快捷键都不起作用。功能键可在“设置”里换。</source>
        <translation>Dim keys would do nothing now. No shortcut acts while the input method is composing. F-keys can be changed under Settings.</translation>
    </message>
</context>
<context>
    <name>KeyHint</name>
    <message>
        <source>按键 {keys}</source>
        <translation>Key {keys}</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>已锁屏</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>{clerk} 的工作都在，输入密码接着办。</source>
        <translation>{clerk}'s work is all here. Enter the password to go on.</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>请等 {n} 秒</source>
        <translation>Please wait {n} s</translation>
    </message>
</context>
<context>
    <name>LoginView</name>
    <message>
        <source>正在打开本机数据</source>
        <translation>Opening the data of this machine</translation>
    </message>
    <message>
        <source>经办人</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Log in</translation>
    </message>
    <message>
        <source>大写锁定可能开着</source>
        <translation>Caps Lock may be on</translation>
    </message>
    <message>
        <source>请等 {n} 秒</source>
        <translation>Please wait {n} s</translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>未核</source>
        <translation>Not checked</translation>
    </message>
    <message>
        <source>合格</source>
        <translation>Passed</translation>
    </message>
    <message>
        <source>不合格</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>未带</source>
        <translation>Not brought</translation>
    </message>
    <message>
        <source>不涉及</source>
        <translation>Does not apply</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>上一页</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>第 {page} 页，共 {pages} 页</source>
        <translation>Page {page} of {pages}</translation>
    </message>
    <message>
        <source>没有可看的文件</source>
        <translation>Nothing to show</translation>
    </message>
    <message>
        <source>这个文件打不开，原件仍在；可以重新扫描或重新打印</source>
        <translation>This file cannot be opened. The original is still there; scan or print it again</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>外观与锁屏</source>
        <translation>Look and lock</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>大</source>
        <translation>Large</translation>
    </message>
    <message>
        <source>更大</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>{n} 分钟</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>字号</source>
        <translation>Type size</translation>
    </message>
    <message>
        <source>界面语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>无人操作多久后锁屏</source>
        <translation>Lock after nobody has touched it for</translation>
    </message>
    <message>
        <source>改动马上生效，只影响这台机器。打印的文书总是中文。</source>
        <translation>Changes take effect at once, on this machine only. Printed documents are always Chinese.</translation>
    </message>
    <message>
        <source>功能键</source>
        <translation>F-keys</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printers</translation>
    </message>
    <message>
        <source>正在查找系统里的打印机</source>
        <translation>Looking for the system's printers</translation>
    </message>
    <message>
        <source>全部文书</source>
        <translation>All documents</translation>
    </message>
    <message>
        <source>{text}：{keys}，已生效</source>
        <translation>{text}: {keys}, in effect</translation>
    </message>
    <message>
        <source>系统默认打印机</source>
        <translation>The system's default printer</translation>
    </message>
    <message>
        <source>同“全部文书”</source>
        <translation>As for all documents</translation>
    </message>
    <message>
        <source>{name}（现在找不到）</source>
        <translation>{name} (not found now)</translation>
    </message>
    <message>
        <source>系统里没有打印机。文书照常生成并留在打印队列，可存成 PDF 到别处打印。</source>
        <translation>The system has no printer. Documents are still made and stay in the print queue; save them as PDF and print them elsewhere.</translation>
    </message>
    <message>
        <source>系统里有 {n} 台打印机</source>
        <translation>Printers of the system: {n}</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>随处</source>
        <translation>Everywhere</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Acceptance</translation>
    </message>
    <message>
        <source>列表里</source>
        <translation>In lists</translation>
    </message>
    <message>
        <source>看材料</source>
        <translation>Checking materials</translation>
    </message>
    <message>
        <source>按键</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>锁屏</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>到受理</source>
        <translation>Go to acceptance</translation>
    </message>
    <message>
        <source>到待办</source>
        <translation>Go to to-do</translation>
    </message>
    <message>
        <source>到查询</source>
        <translation>Go to search</translation>
    </message>
    <message>
        <source>到打印</source>
        <translation>Go to print queue</translation>
    </message>
    <message>
        <source>到事项库</source>
        <translation>Go to catalogue</translation>
    </message>
    <message>
        <source>到班次</source>
        <translation>Go to shift</translation>
    </message>
    <message>
        <source>到设置</source>
        <translation>Go to settings</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>办下一步</source>
        <translation>Do the next step</translation>
    </message>
    <message>
        <source>下一位</source>
        <translation>Next person</translation>
    </message>
    <message>
        <source>暂存</source>
        <translation>Park</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>读卡</source>
        <translation>Read card</translation>
    </message>
    <message>
        <source>扫描</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>谁来办</source>
        <translation>Who acts</translation>
    </message>
    <message>
        <source>先收件</source>
        <translation>Take materials in</translation>
    </message>
    <message>
        <source>打印申请书供签字</source>
        <translation>Print form for signature</translation>
    </message>
    <message>
        <source>办事指南</source>
        <translation>Guide sheet</translation>
    </message>
    <message>
        <source>登记到窗</source>
        <translation>Record a visit</translation>
    </message>
    <message>
        <source>换事项</source>
        <translation>Change item</translation>
    </message>
    <message>
        <source>采用上次内容</source>
        <translation>Use earlier details</translation>
    </message>
    <message>
        <source>展开理由</source>
        <translation>Unfold reasons</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Enlarge</translation>
    </message>
    <message>
        <source>合格</source>
        <translation>Passed</translation>
    </message>
    <message>
        <source>不合格</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>未带</source>
        <translation>Not brought</translation>
    </message>
    <message>
        <source>不涉及</source>
        <translation>Does not apply</translation>
    </message>
    <message>
        <source>容缺</source>
        <translation>Defer</translation>
    </message>
    <message>
        <source>当场改好</source>
        <translation>Put right on the spot</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>选第一个回答</source>
        <translation>First answer</translation>
    </message>
    <message>
        <source>选第二个回答</source>
        <translation>Second answer</translation>
    </message>
    <message>
        <source>选第三个回答</source>
        <translation>Third answer</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>这里只能换成 F1 到 F12 中的一个键</source>
        <translation>Only F1 to F12 can be used here</translation>
    </message>
    <message>
        <source>{keys} 已用于“{text}”，请先换掉那一个</source>
        <translation>{keys} is used for “{text}”; change that one first</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>这里还没有内容</source>
        <translation>Nothing here yet</translation>
    </message>
    <message>
        <source>再显示一些</source>
        <translation>Show more</translation>
    </message>
    <message>
        <source>显示前 {n} 条，共 {total} 条</source>
        <translation>The first {n} of {total}</translation>
    </message>
    <message>
        <source>共 {total} 条</source>
        <translation>{total} in all</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>锁屏</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>按键</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>{counter} 号综合窗口</source>
        <translation>Counter {counter}</translation>
    </message>
</context>
<context>
    <name>VerdictBar</name>
    <message>
        <source>收起</source>
        <translation>Fold</translation>
    </message>
    <message>
        <source>全部 {n} 条</source>
        <translation>All {n}</translation>
    </message>
</context>
</TS>
